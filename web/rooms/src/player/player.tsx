// The player: a stage, its controls, a timeline, and beside them findings, events, and what the recording is.
import './player.css';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Problem } from '../design/problem';
import { Note as Told } from '../design/state';
import { useToast } from '../design/toasts';
import { useFormat } from '../words/format';
import { eventNamed, withMoment } from './address';
import type { AudioSource } from './audio/audio_source';
import { cutItems, soundRows } from './audio/rows';
import { SoundBar } from './audio/sound_bar';
import { silence, useSound } from './audio/use_sound';
import { type Ending, endingOf } from './ended';
import { Events, listed } from './events';
import type { FindingBox } from './findings/box';
import type { Finding, Note } from './findings/finding';
import { type Draft, Findings, useFindings } from './findings/findings';
import { type Action, useKeys } from './keys';
import { KeysDialog, KeysLine } from './keys_dialog';
import { kSpeeds, Playback } from './playback';
import { panelsOf } from './painter';
import { shortWords } from './reasons';
import type { Item, Source } from './source';
import { Stage, type Zoom, zoomed } from './stage';
import { Tabs } from './tabs';
import { Timeline } from './timeline';
import { Toolbar } from './toolbar';

export interface PlayerProps {
  // Closed by whoever opened it; the player closes it as well, once playing has come to an end.
  source: Source;
  // The recording's id, for its findings.
  recording: string;
  // Items that the source does not have: screens and events, where they are known from elsewhere.
  items?: readonly Item[];
  // Until when it may be played; playing ends then.
  until?: Date | null;
  // Why it may not be played any more, where the page has learned that.
  ended?: Ending | null;
  // Where to begin: a moment in milliseconds, or the text of an event.
  at?: number | null;
  event?: string | null;
  // Why the row of the list matched: the key M leads there.
  matched?: Item | null;
  // Where findings are kept; null where none can be written.
  findings?: FindingBox | null;
  // What the recording is: the tab beside the events.
  about: ReactNode;
  // The audio beside it, where there is any; what fails of it stops no picture.
  audio?: AudioSource | null;
  // What is to be done once playing has ended: a link to the list, or to ask again.
  afterwards?: ReactNode;
  onEnded?: (why: Ending) => void;
}

const kSeconds = 5000;
const none: readonly Item[] = [];
// No timer goes farther.
const kLongestTimer = 2 ** 31 - 1;

export const Player = (props: PlayerProps) => {
  const { source, until = null, ended = null, onEnded } = props;
  const [ending, setEnding] = useState<Ending | null>(ended);
  const playback = useMemo(() => new Playback(source), [source]);
  const standing = useSyncExternalStore(playback.listen, playback.read);
  const listen = useCallback((listener: () => void) => source.listen(listener), [source]);
  const known = useSyncExternalStore(listen, () => source.known());
  // What is read ahead can be refused too, while nothing is played.
  const failure = standing.failure ?? known.failure;
  const failed = failure === null ? null : endingOf(failure);
  const why = ended ?? ending ?? failed;

  useEffect(() => {
    if (until === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const left = until.getTime() - Date.now();
      if (left <= 0) setEnding('expired');
      else timer = setTimeout(look, Math.min(left, kLongestTimer));
    };
    look();
    return () => clearTimeout(timer);
  }, [until]);

  const tell = useRef(onEnded);
  tell.current = onEnded;
  useEffect(() => {
    if (why === null) return;
    playback.wipe();
    tell.current?.(why);
  }, [why, playback]);

  // Whoever leaves leaves nothing behind: neither does whoever closes the window or goes back and forth.
  useEffect(() => {
    const leave = () => playback.wipe();
    const back = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener('pagehide', leave);
    window.addEventListener('pageshow', back);
    return () => {
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('pageshow', back);
      playback.stop();
      playback.painter.wipe();
      source.drawAnew();
    };
  }, [playback, source]);

  if (why !== null)
    return (
      <div className="card ended" role="alert">
        <Told tone={why === 'expired' || why === 'session' ? 'paused' : 'neutral'} icon={why === 'shredded' || why === 'gone' || why === 'discarded' ? 'shredded' : 'sealed'}>
          <h2>
            <FormattedMessage id={`player.ended.${why}`} />
          </h2>
          <p>
            <FormattedMessage id={`player.endedWhy.${why}`} />
          </p>
          {props.afterwards === undefined ? null : <div className="actions">{props.afterwards}</div>}
        </Told>
      </div>
    );
  return <Playing {...props} playback={playback} />;
};

const Playing = ({ source, recording, items: more = none, at = null, event = null, matched = null, findings: box = null, about, audio = null, playback }: PlayerProps & { playback: Playback }) => {
  const intl = useIntl();
  const format = useFormat();
  const toast = useToast();
  const standing = useSyncExternalStore(playback.listen, playback.read);
  const listen = useCallback((listener: () => void) => source.listen(listener), [source]);
  const known = useSyncExternalStore(listen, () => source.known());
  const recorded = useMemo(() => [...known.items, ...more], [known.items, more]);
  const sounds = useSound(audio, playback, recorded);
  const items = useMemo(() => [...recorded, ...cutItems(sounds)].sort((a, b) => a.from - b.from), [recorded, sounds.reading, sounds.offset.now]);
  const events = useMemo(() => listed(items), [items]);
  const [shown, setShown] = useState<number | 'each' | null>(null);
  const [zoom, setZoom] = useState<Zoom>(() => (window.matchMedia('(max-width: 50rem)').matches ? 'follow' : 'fit'));
  const [hasPointer, setPointer] = useState(true);
  const [showsKeys, setKeys] = useState(false);
  const [isFull, setFull] = useState(false);
  const [tab, setTab] = useState(box === null ? 'events' : 'findings');
  const [draft, setDraft] = useState<Draft | null>(null);
  const { list, again } = useFindings(box, recording);
  const findings = list.data ?? [];
  const player = useRef<HTMLElement>(null);
  const { time, frame, waiting } = standing;
  const failure = standing.failure ?? known.failure;
  const length = known.length;

  // The first picture, or the moment that the address names; an event's, as soon as it is known when that was.
  const begun = useRef(false);
  const named = at === null && event !== null ? (eventNamed(items, event)?.from ?? null) : null;
  const reached = useRef(false);
  useEffect(() => {
    begun.current = reached.current = false;
  }, [playback]);
  useEffect(() => {
    const reaches = named !== null && !reached.current;
    if (begun.current && !reaches) return;
    if (!begun.current) source.drawAnew();
    begun.current = true;
    reached.current ||= reaches;
    void playback.seek(at ?? named ?? matched?.from ?? 0);
  }, [playback, source, at, named, matched]);

  useEffect(() => {
    const change = () => setFull(document.fullscreenElement === player.current && player.current !== null);
    document.addEventListener('fullscreenchange', change);
    return () => document.removeEventListener('fullscreenchange', change);
  }, []);

  const panels = useMemo(() => (frame === null ? [] : panelsOf(frame, shown)), [frame, shown]);
  const windows = frame?.surfaces.filter(({ kind }) => kind === 'window') ?? [];
  const nothing = items.find((item): item is Extract<Item, { kind: 'nothing' }> => item.kind === 'nothing' && item.from <= time && time < item.to) ?? null;
  const screen = items.find((item): item is Extract<Item, { kind: 'screen' }> => item.kind === 'screen' && item.from <= time && time < item.to) ?? null;
  const name = source.streams.find(({ kind }) => kind === 'pictures')?.name ?? null;
  const withheldNow = [...new Set(frame?.withheld.map(({ reason }) => reason) ?? [])];
  const label = [
    intl.formatMessage({ id: 'player.pictureAt' }, { name: name ?? intl.formatMessage({ id: 'player.recording' }), time: format.clock(time, false) }),
    screen?.name,
    ...withheldNow.map((reason) => intl.formatMessage({ id: 'player.partWithheld' }, { reason: intl.formatMessage({ id: shortWords(reason) }) })),
  ]
    .filter((part) => part !== undefined)
    .join('. ');

  const go = (to: number) => void playback.seek(to);
  const goEvent = (direction: 1 | -1) => {
    const found = direction === 1 ? events.find((item) => item.from > time + 1) : events.findLast((item) => item.from < time - 1);
    if (found === undefined) toast(<FormattedMessage id={direction === 1 ? 'player.noNextEvent' : 'player.noEventBefore'} />);
    else {
      playback.stop();
      go(found.from);
    }
  };
  const step = async (direction: 1 | -1) => {
    if (!(await playback.step(direction))) toast(<FormattedMessage id={direction === 1 ? 'player.noNextChange' : 'player.noChangeBefore'} />);
  };
  const link = async () => {
    try {
      await navigator.clipboard.writeText(withMoment(window.location.href, playback.read().time));
      toast(<FormattedMessage id="player.linkCopied" values={{ time: format.clock(time) }} />);
    } catch {
      // Without leave to write it stands where it can be copied by hand.
      window.history.replaceState(window.history.state, '', withMoment(window.location.href, playback.read().time));
      toast(<FormattedMessage id="player.linkInAddress" />);
    }
  };
  const full = () => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else player.current?.requestFullscreen().catch(() => toast(<FormattedMessage id="player.noFull" />));
  };
  // A dialog lies outside what is shown in full screen.
  const showKeys = () => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    setKeys(true);
  };
  const scaleNow = () => Number(player.current?.querySelector('[data-scale]')?.getAttribute('data-scale') ?? 1);

  // The picture as it stands, all surfaces.
  const pictureNow = (): HTMLCanvasElement | null => {
    const panel = panels[0];
    if (frame === null || panel === undefined || nothing !== null) return null;
    const canvas = document.createElement('canvas');
    playback.painter.paint(canvas, frame, panel);
    return canvas;
  };
  const write = () => {
    if (box === null) return;
    playback.stop();
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    setTab('findings');
    const article = items.findLast((item) => item.kind === 'page' && item.what === 'opened' && item.from <= time);
    setDraft({
      id: null,
      note: { version: 1, from: Math.round(time), to: Math.round(time), screen: screen?.name ?? '', article: article?.kind === 'page' ? article.text : '', kind: 'error-no-way', text: '' },
      picture: pictureNow(),
      cut: null,
      hadPicture: false,
    });
  };
  const rewrite = (finding: Finding & { note: Note }) =>
    setDraft({ id: finding.id, note: finding.note, picture: pictureNow(), cut: null, hadPicture: finding.hasPicture });
  // What is being written reaches to where one has gone on.
  const stretch = () => {
    if (draft === null) return;
    const now = Math.round(time);
    const { from, to } = draft.note;
    setDraft({ ...draft, note: { ...draft.note, from: Math.min(from, now), to: now < from ? Math.max(to, from) : now } });
  };
  // A draft's picture ends with the draft, and with the page.
  const picture = draft?.picture ?? null;
  useEffect(
    () => () => {
      if (picture !== null) picture.width = picture.height = 0;
    },
    [picture],
  );

  const act = (action: Action) => {
    if (typeof action === 'object') return playback.speed(kSpeeds[action.speed] ?? 1);
    switch (action) {
      case 'toggle':
        return playback.toggle();
      case 'back':
        return go(playback.read().time - kSeconds);
      case 'forward':
        return go(playback.read().time + kSeconds);
      case 'start':
        return go(0);
      case 'end':
        return go(length ?? playback.read().time);
      case 'change-back':
        return void step(-1);
      case 'change':
        return void step(1);
      case 'event':
        return goEvent(1);
      case 'event-back':
        return goEvent(-1);
      case 'matched':
        return matched === null ? undefined : go(matched.from);
      case 'finding':
        return write();
      case 'zoom-in':
        return setZoom(zoomed(scaleNow(), 1));
      case 'zoom-out':
        return setZoom(zoomed(scaleNow(), -1));
      case 'fit':
        return setZoom('fit');
      case 'full':
        return full();
      case 'pointer':
        return setPointer((on) => !on);
      case 'link':
        return void link();
      case 'silence-first':
      case 'silence-second':
        return silence(sounds, action === 'silence-first' ? 0 : 1);
      case 'sound-earlier':
        return sounds.move(-10);
      case 'sound-later':
        return sounds.move(10);
      case 'sound-much-earlier':
        return sounds.move(-100);
      case 'sound-much-later':
        return sounds.move(100);
      case 'keys':
        return showKeys();
    }
  };
  const { hasLetters, choose } = useKeys(act, showsKeys);

  const missing = (['screen', 'search', 'page'] as const).filter((kind) => !known.tells.includes(kind) && !items.some((item) => item.kind === kind));
  const missingWords =
    missing.length < 3 ? null : (
      <p className="small soft">
        <FormattedMessage id="player.notTold" />
      </p>
    );

  return (
    <div className="player">
      <section ref={player} className="player-main" aria-label={intl.formatMessage({ id: 'player.playing' })}>
        {failure === null ? null : <Problem what={<FormattedMessage id="player.failed" />} error={failure} retry={() => window.location.reload()} />}
        <Stage
          frame={frame}
          painter={playback.painter}
          panels={panels}
          zoom={zoom}
          onZoom={setZoom}
          hasPointer={hasPointer}
          label={label}
          nothing={nothing}
          waiting={waiting && failure === null}
          isFull={isFull}
        />
        <Toolbar
          standing={standing}
          length={length}
          windows={windows}
          shown={shown}
          onShow={setShown}
          zoom={zoom}
          onZoom={setZoom}
          isFull={isFull}
          onToggle={() => playback.toggle()}
          onStep={(direction) => void step(direction)}
          onSpeed={(one) => playback.speed(one)}
          onFull={full}
          onLink={() => void link()}
        />
        <SoundBar sounds={sounds} />
        <div className="below">
          <Timeline
            known={known}
            items={items}
            findings={box === null ? null : findings.flatMap(({ id, note }) => (note === null ? [] : [{ id, from: note.from, to: note.to }])).concat(draft === null ? [] : [{ id: 'draft', from: draft.note.from, to: draft.note.to }])}
            time={time}
            onSeek={go}
            extra={soundRows(sounds, items, Math.max(1, length ?? known.readTo))}
          />
          <div className="under-tl">
            {known.read < 1 ? (
              <p className="soft small">
                <FormattedMessage id="player.stillReading" values={{ percent: format.percent(Math.floor(known.read * 100)) }} />
              </p>
            ) : null}
            <div className="actions">
              <button type="button" className="button small" onClick={() => goEvent(-1)}>
                <FormattedMessage id="player.eventBack" />
              </button>
              <button type="button" className="button small" onClick={() => goEvent(1)}>
                <FormattedMessage id="player.eventForward" />
              </button>
              {matched === null ? null : (
                <button type="button" className="button small" onClick={() => go(matched.from)}>
                  <FormattedMessage id="player.toMatched" />
                </button>
              )}
              {draft === null ? null : (
                <button type="button" className="button small" onClick={stretch}>
                  <FormattedMessage id="findings.toHere" />
                </button>
              )}
              <button type="button" className="button small" aria-pressed={hasPointer} onClick={() => setPointer(!hasPointer)}>
                <FormattedMessage id="player.pointer" />
              </button>
              <button type="button" className="button quiet small" onClick={showKeys}>
                <FormattedMessage id="player.keys" />
              </button>
            </div>
            <KeysLine hasSound={sounds.reading.state === 'ready'} hasFindings={box !== null} hasLetters={hasLetters} />
          </div>
        </div>
      </section>
      <aside className="side card" aria-label={intl.formatMessage({ id: 'player.side' })}>
        <Tabs
          label={intl.formatMessage({ id: 'player.side' })}
          chosen={tab}
          onChoose={setTab}
          tabs={[
            ...(box === null
              ? []
              : [
                  {
                    id: 'findings',
                    label: <FormattedMessage id="player.tab.findings" values={{ count: findings.length }} />,
                    panel: (
                      <Findings
                        box={box}
                        findings={findings}
                        error={list.error}
                        again={() => void again()}
                        draft={draft}
                        screens={items.flatMap((item) => (item.kind === 'screen' ? [item.name] : []))}
                        onDraft={setDraft}
                        onNew={write}
                        onChange={rewrite}
                        onGo={go}
                      />
                    ),
                  },
                ]),
            {
              id: 'events',
              label: <FormattedMessage id="player.tab.events" values={{ count: events.length }} />,
              panel: <Events items={events} read={known.read} onGo={go} allKept={items.length === 0} missing={missingWords} />,
            },
            {
              id: 'about',
              label: <FormattedMessage id="player.tab.about" />,
              panel: (
                <div className="stack side-pad">
                  {about}
                  {missingWords}
                </div>
              ),
            },
          ]}
        />
      </aside>
      <KeysDialog hasSound={sounds.reading.state === 'ready'} hasFindings={box !== null} open={showsKeys} onClose={() => setKeys(false)} hasLetters={hasLetters} onLetters={choose} />
    </div>
  );
};
