// The tab of findings: what was noted of this recording, one that is being written, and the list to hand on.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { SelectField, TextArea, TextField } from '../../design/field';
import { Problem } from '../../design/problem';
import { Question } from '../../design/dialog';
import { useToast } from '../../design/toasts';
import { useFormat } from '../../words/format';
import { useLanguage } from '../../words/language';
import type { FindingBox } from './box';
import { Crop, type Cut, cutOut, pngOf } from './crop';
import { csvOf, download, type Exported, markdownOf, pageOf, readable, type Wording } from './export';
import { type Finding, kinds, kLongestText, type Note } from './finding';

export interface Draft {
  // That of a finding that is changed; null of a new one.
  id: string | null;
  note: Note;
  // The picture as it was shown when the draft was begun; null where there was none.
  picture: HTMLCanvasElement | null;
  cut: Cut | null;
  // The finding has a picture already, which stays where no other is cut.
  hadPicture: boolean;
}

export const useFindings = (box: FindingBox | null, recording: string) => {
  const client = useQueryClient();
  const key = ['findings', recording];
  const list = useQuery({ queryKey: key, queryFn: () => box!.list(), enabled: box !== null });
  return { list, again: () => client.invalidateQueries({ queryKey: key }) };
};

export const useWording = (): Wording => {
  const intl = useIntl();
  const format = useFormat();
  const say = (id: Parameters<typeof intl.formatMessage>[0]['id']) => intl.formatMessage({ id });
  return {
    title: say('findings.title'),
    lead: say('findings.exportLead'),
    day: say('findings.day'),
    kind: say('findings.kind'),
    screen: say('findings.screen'),
    article: say('findings.article'),
    text: say('findings.text'),
    picture: say('findings.picture'),
    kindOf: (kind) => intl.formatMessage({ id: `findings.kind.${kind}` }),
    dayOf: (day) => format.day(day),
  };
};

// The buttons that hand on a list.
export const HandOn = ({ box, findings }: { box: FindingBox; findings: readonly Finding[] }) => {
  const words = useWording();
  const { language } = useLanguage();
  const [error, setError] = useState<unknown>(null);
  const all = readable(findings);
  const page = async () => {
    setError(null);
    try {
      const exported: Exported[] = [];
      for (const finding of all) exported.push({ finding, picture: finding.hasPicture ? await box.picture(finding.id) : null });
      download('findings.html', 'text/html', pageOf(exported, words, language));
    } catch (failed) {
      setError(failed);
    }
  };
  return (
    <div className="stack side-pad">
      <p className="small soft">
        <FormattedMessage id="findings.handOn" />
      </p>
      {error === null ? null : <Problem what={<FormattedMessage id="findings.exportFailed" />} error={error} />}
      <div className="actions">
        <button type="button" className="button small" disabled={all.length === 0} onClick={() => download('findings.csv', 'text/csv', csvOf(all, words))}>
          CSV
        </button>
        <button type="button" className="button small" disabled={all.length === 0} onClick={() => download('findings.md', 'text/markdown', markdownOf(all, words))}>
          Markdown
        </button>
        <button type="button" className="button small" disabled={all.length === 0} onClick={() => void page()}>
          <FormattedMessage id="findings.page" />
        </button>
      </div>
    </div>
  );
};

const Preview = ({ picture, cut }: { picture: HTMLCanvasElement; cut: Cut }) => {
  const intl = useIntl();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const to = canvas.current;
    if (to === null) return undefined;
    const from = cutOut(picture, cut);
    to.width = from.width;
    to.height = from.height;
    to.getContext('2d')?.drawImage(from, 0, 0);
    from.width = from.height = 0;
    return () => {
      to.width = to.height = 0;
    };
  }, [picture, cut]);
  return <canvas ref={canvas} className="crop" role="img" aria-label={intl.formatMessage({ id: 'findings.cropped' }, { count: cut.covers.length })} />;
};

interface WritingProps {
  draft: Draft;
  box: FindingBox;
  screens: readonly string[];
  onDraft: (draft: Draft) => void;
  onDone: (saved: boolean) => void;
}

const Writing = ({ draft, box, screens, onDraft, onDone }: WritingProps) => {
  const format = useFormat();
  const { note, picture, cut } = draft;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [wrong, setWrong] = useState(false);
  const [cropping, setCropping] = useState(false);
  const first = useRef<HTMLFormElement>(null);
  useEffect(() => {
    first.current?.querySelector<HTMLElement>('select, input, textarea')?.focus();
  }, []);
  const change = (more: Partial<Note>) => onDraft({ ...draft, note: { ...note, ...more } });
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const png = picture !== null && cut !== null ? await pngOf(cutOut(picture, cut)) : null;
      if (draft.id === null) await box.add(note, png);
      else await box.change(draft.id, note, png ?? (draft.hadPicture ? undefined : null));
      onDone(true);
    } catch (failed) {
      setError(failed);
      setBusy(false);
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setWrong(note.text.trim() === '');
    if (note.text.trim() !== '') void save();
  };
  return (
    <article className="finding on">
      <div className="actions">
        <strong>
          {format.clock(note.from, false)}
          {note.to > note.from ? `–${format.clock(note.to, false)}` : ''}
        </strong>
        <span className="badge neutral">
          <FormattedMessage id="findings.beingWritten" />
        </span>
      </div>
      <form className="stack" onSubmit={send} ref={first}>
        <SelectField label={<FormattedMessage id="findings.kind" />} value={note.kind} onChange={(event) => change({ kind: event.target.value as Note['kind'] })}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              <FormattedMessage id={`findings.kind.${kind}`} />
            </option>
          ))}
        </SelectField>
        <TextField label={<FormattedMessage id="findings.screen" />} value={note.screen} maxLength={200} list="finding-screens" onChange={(event) => change({ screen: event.target.value })} />
        <datalist id="finding-screens">
          {[...new Set(screens)].map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <TextField
          label={<FormattedMessage id="findings.article" />}
          hint={<FormattedMessage id="findings.articleHint" />}
          value={note.article}
          maxLength={200}
          onChange={(event) => change({ article: event.target.value })}
        />
        <div className="actions">
          <button type="button" className="button small" onClick={() => change({ to: note.from })} aria-pressed={note.to === note.from}>
            <FormattedMessage id="findings.moment" />
          </button>
          <span className="small soft">
            <FormattedMessage id="findings.stretchHint" />
          </span>
        </div>
        <TextArea
          label={<FormattedMessage id="findings.text" />}
          hint={<FormattedMessage id="findings.textHint" />}
          wrong={wrong ? <FormattedMessage id="findings.textMissing" /> : undefined}
          value={note.text}
          maxLength={kLongestText}
          onChange={(event) => change({ text: event.target.value })}
        />
        {picture !== null && cut !== null ? <Preview picture={picture} cut={cut} /> : null}
        {picture === null ? null : (
          <div className="actions">
            <button type="button" className="button small" onClick={() => setCropping(true)}>
              <FormattedMessage id={cut === null ? 'findings.addPicture' : 'findings.crop'} />
            </button>
            {cut === null ? null : (
              <>
                <button type="button" className="button quiet small" onClick={() => onDraft({ ...draft, cut: null, hadPicture: false })}>
                  <FormattedMessage id="findings.noPicture" />
                </button>
                <span className="small soft">
                  <FormattedMessage id="findings.covered" values={{ count: cut.covers.length }} />
                </span>
              </>
            )}
            {cut === null && draft.hadPicture ? (
              <button type="button" className="button quiet small" onClick={() => onDraft({ ...draft, hadPicture: false })}>
                <FormattedMessage id="findings.noPicture" />
              </button>
            ) : null}
          </div>
        )}
        {error === null ? null : <Problem what={<FormattedMessage id="findings.saveFailed" />} error={error} />}
        <div className="actions">
          <button type="submit" className="button primary" disabled={busy}>
            <FormattedMessage id="common.save" />
          </button>
          <button type="button" className="button quiet" onClick={() => onDone(false)}>
            <FormattedMessage id="common.cancel" />
          </button>
        </div>
      </form>
      {cropping && picture !== null ? (
        <Crop
          picture={picture}
          first={cut ?? { crop: { x: 0, y: 0, width: picture.width, height: picture.height }, covers: [] }}
          onClose={() => setCropping(false)}
          onDone={(done) => {
            onDraft({ ...draft, cut: done });
            setCropping(false);
          }}
        />
      ) : null}
    </article>
  );
};

interface FindingsProps {
  box: FindingBox;
  findings: readonly Finding[];
  error: unknown;
  again: () => void;
  draft: Draft | null;
  screens: readonly string[];
  onDraft: (draft: Draft | null) => void;
  onNew: () => void;
  onChange: (finding: Finding & { note: Note }) => void;
  onGo: (time: number) => void;
}

export const Findings = ({ box, findings, error, again, draft, screens, onDraft, onNew, onChange, onGo }: FindingsProps) => {
  const format = useFormat();
  const tell = useToast();
  const [removing, setRemoving] = useState<Finding | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const remove = async (finding: Finding) => {
    setRemoving(null);
    setFailed(null);
    try {
      await box.remove(finding.id);
      tell(<FormattedMessage id="findings.removed" />);
      again();
    } catch (one) {
      setFailed(one);
    }
  };
  const writing =
    draft === null ? null : (
      <Writing
        draft={draft}
        box={box}
        screens={screens}
        onDraft={onDraft}
        onDone={(saved) => {
          onDraft(null);
          if (!saved) return;
          tell(<FormattedMessage id="findings.saved" />);
          again();
        }}
      />
    );
  return (
    <div>
      {error === null || error === undefined ? null : <Problem what={<FormattedMessage id="findings.listFailed" />} error={error} retry={again} />}
      {failed === null ? null : <Problem what={<FormattedMessage id="findings.removeFailed" />} error={failed} />}
      {[...findings]
        .sort((a, b) => (a.note?.from ?? 0) - (b.note?.from ?? 0))
        .map((finding) =>
          draft?.id === finding.id ? null : (
            <article key={finding.id} className="finding">
              {finding.note === null ? (
                <p className="soft">
                  <FormattedMessage id="findings.unreadable" />
                </p>
              ) : (
                <>
                  <div className="actions">
                    <button type="button" className="button quiet small" onClick={() => onGo(finding.note!.from)}>
                      <strong>
                        {format.clock(finding.note.from, false)}
                        {finding.note.to > finding.note.from ? `–${format.clock(finding.note.to, false)}` : ''}
                      </strong>
                    </button>
                    <span className="soft small">
                      <FormattedMessage id={`findings.kind.${finding.note.kind}`} />
                      {finding.note.screen === '' ? '' : ` · ${finding.note.screen}`}
                    </span>
                  </div>
                  <p className="said">{finding.note.text}</p>
                  {finding.own ? (
                    <div className="actions">
                      <button type="button" className="button quiet small" onClick={() => onChange(finding as Finding & { note: Note })}>
                        <FormattedMessage id="findings.change" />
                      </button>
                      <button type="button" className="button quiet small" onClick={() => setRemoving(finding)}>
                        <FormattedMessage id="findings.remove" />
                      </button>
                    </div>
                  ) : null}
                </>
              )}
            </article>
          ),
        )}
      {writing}
      {draft === null ? (
        <div className="stack side-pad">
          {findings.length === 0 ? (
            <p>
              <FormattedMessage id="findings.none" />
            </p>
          ) : null}
          <div className="actions">
            <button type="button" className="button" onClick={onNew}>
              <FormattedMessage id="findings.new" />
            </button>
          </div>
        </div>
      ) : null}
      <HandOn box={box} findings={findings} />
      <Question
        open={removing !== null}
        title={<FormattedMessage id="findings.removeTitle" />}
        onClose={() => setRemoving(null)}
        actions={
          <>
            <button type="button" className="button quiet" onClick={() => setRemoving(null)}>
              <FormattedMessage id="common.cancel" />
            </button>
            <button type="button" className="button danger final" onClick={() => removing !== null && void remove(removing)}>
              <FormattedMessage id="findings.remove" />
            </button>
          </>
        }
      >
        <p>
          <FormattedMessage id="findings.removeWhy" />
        </p>
      </Question>
    </div>
  );
};
