// A new agreement from a form: its text, what it allows in plain words, what it changes, and how both sign it. Nothing is kept of it here.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { parseNote } from 'insyn-note';
import { Differences } from '../agreement/differences';
import { type Beginnings, beginnings, judgeDraft } from '../centre/agreement_draft';
import { agreementNote, agreements, type Registered } from '../centre/agreements';
import { SelectField, TextArea, TextField } from '../design/field';
import { Problem } from '../design/problem';
import { Note } from '../design/state';
import { saveFile } from '../design/save_file';
import { useLanguage } from '../words/language';
import { days, emptyForm, type Form, formOf, levels, type Program, tomlOf, voices } from './draft_form';
import { Heading } from './heading';

type Texts = { [Name in keyof Form]: Form[Name] extends string ? Name : never }[keyof Form];
type Flags = { [Name in keyof Form]: Form[Name] extends boolean ? Name : never }[keyof Form];
interface Given {
  form: Form;
  change: (part: Partial<Form>) => void;
}

const Words = ({ form, change, name, type, long = false, hint, example }: Given & { name: Texts; type?: 'date' | 'time'; long?: boolean; hint?: ReactNode; example?: string }) => {
  const told = { label: <FormattedMessage id={`agreements.form.${name}`} />, hint };
  return long ? (
    <TextArea {...told} rows={name === 'rest' ? 6 : 2} spellCheck={name === 'purpose'} value={form[name]} onChange={(event) => change({ [name]: event.target.value })} />
  ) : (
    <TextField {...told} type={type ?? 'text'} placeholder={example} value={form[name]} onChange={(event) => change({ [name]: event.target.value })} />
  );
};
const Flag = ({ form, change, name }: Given & { name: Flags }) => (
  <label className="check">
    <input type="checkbox" checked={form[name]} onChange={(event) => change({ [name]: event.target.checked })} />
    <FormattedMessage id={`agreements.form.${name}`} />
  </label>
);
const Section = ({ title, children }: { title: ReactNode; children: ReactNode }) => (
  <fieldset className="card form-section">
    <legend>{title}</legend>
    <div className="fields">{children}</div>
  </fieldset>
);

const Programs = ({ form, change }: Given) => {
  const intl = useIntl();
  const put = (at: number, part: Partial<Program>) => change({ programs: form.programs.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  return (
    <>
      {form.programs.map((one, at) => (
        <fieldset key={at} className="wide program">
          <legend>
            <FormattedMessage id="agreements.form.programN" values={{ n: at + 1 }} />
          </legend>
          <div className="fields">
            <TextField label={<FormattedMessage id="agreements.form.programName" />} value={one.name} onChange={(event) => put(at, { name: event.target.value })} />
            <SelectField label={<FormattedMessage id="agreements.form.programKind" />} value={one.kind} onChange={(event) => put(at, { kind: event.target.value === 'web' ? 'web' : 'native', where: '' })}>
              <option value="native">{intl.formatMessage({ id: 'agreements.form.native' })}</option>
              <option value="web">{intl.formatMessage({ id: 'agreements.form.web' })}</option>
            </SelectField>
            <div className="wide">
              {one.kind === 'native' ? (
                <TextField label={<FormattedMessage id="agreements.form.file" />} placeholder="/opt/kundstod/bin/kundstod" value={one.where} onChange={(event) => put(at, { where: event.target.value })} />
              ) : (
                <TextArea label={<FormattedMessage id="agreements.form.origins" />} placeholder="https://wiki.example" rows={2} value={one.where} onChange={(event) => put(at, { where: event.target.value })} />
              )}
            </div>
            {form.programs.length === 1 ? null : (
              <div>
                <button type="button" className="button quiet" onClick={() => change({ programs: form.programs.filter((_, index) => index !== at) })}>
                  <FormattedMessage id="agreements.form.removeProgram" values={{ n: at + 1 }} />
                </button>
              </div>
            )}
          </div>
        </fieldset>
      ))}
      <div>
        <button type="button" className="button" onClick={() => change({ programs: [...form.programs, { name: '', kind: 'native', where: '' }] })}>
          <FormattedMessage id="agreements.form.addProgram" />
        </button>
      </div>
    </>
  );
};

const Hours = ({ form, change }: Given) => {
  const intl = useIntl();
  return (
    <>
      <Flag form={form} change={change} name="hours" />
      {form.hours ? (
        <>
          <fieldset className="wide days">
            <legend>
              <FormattedMessage id="agreements.form.days" />
            </legend>
            {days.map((day) => (
              <label key={day} className="check">
                <input type="checkbox" checked={form.days.includes(day)} onChange={(event) => change({ days: event.target.checked ? [...form.days, day] : form.days.filter((one) => one !== day) })} />
                {intl.formatMessage({ id: `agreements.day.${day}` })}
              </label>
            ))}
          </fieldset>
          <Words form={form} change={change} name="hoursFrom" type="time" />
          <Words form={form} change={change} name="hoursTo" type="time" />
          <Words form={form} change={change} name="zone" />
        </>
      ) : null}
    </>
  );
};

const Fields = ({ form, change }: Given) => {
  const intl = useIntl();
  const given = { form, change };
  const insightElsewhere = /^\[insight\]/m.test(form.rest);
  return (
    <>
      <Section title={<FormattedMessage id="agreements.form.parties" />}>
        <Words {...given} name="id" example="kundtjanst-2027" />
        <Words {...given} name="employer" />
        <Words {...given} name="unions" long hint={<FormattedMessage id="agreements.form.onePerLine" />} />
        <Words {...given} name="purpose" long />
        <Words {...given} name="negotiation" />
        <Words {...given} name="dpia" />
      </Section>
      <Section title={<FormattedMessage id="agreements.form.when" />}>
        <Words {...given} name="from" type="date" />
        <Words {...given} name="to" type="date" />
        <Hours {...given} />
      </Section>
      <Section title={<FormattedMessage id="agreements.form.what" />}>
        <Programs {...given} />
      </Section>
      <Section title={<FormattedMessage id="agreements.form.howMuch" />}>
        <SelectField label={<FormattedMessage id="agreements.form.level" />} value={form.level} onChange={(event) => change({ level: event.target.value })}>
          {levels.map((level) => (
            <option key={level} value={level}>
              {intl.formatMessage({ id: `agreements.level.${level}` })}
            </option>
          ))}
        </SelectField>
        <SelectField label={<FormattedMessage id="agreements.form.audio" />} value={form.audio} onChange={(event) => change({ audio: event.target.value })}>
          {voices.map((voice) => (
            <option key={voice} value={voice}>
              {intl.formatMessage({ id: `agreements.voice.${voice}` })}
            </option>
          ))}
        </SelectField>
        <Words {...given} name="samplePercent" />
        <Words {...given} name="callsPerWeek" />
        <Words {...given} name="maxMinutes" />
        <Words {...given} name="afterCallSeconds" />
        <Words {...given} name="retentionDays" />
        <Flag {...given} name="manualCalls" />
      </Section>
      <Section title={<FormattedMessage id="agreements.form.agents" />}>
        <Words {...given} name="discardHours" />
        <Flag {...given} name="seeOwn" />
        <Flag {...given} name="didNotHelp" />
      </Section>
      {insightElsewhere ? null : (
        <Section title={<FormattedMessage id="agreements.form.results" />}>
          <Words {...given} name="minGroup" />
          <Words {...given} name="minCalls" />
        </Section>
      )}
      <Section title={<FormattedMessage id="agreements.form.ledger" />}>
        <Words {...given} name="ledgerOrigin" />
        <Words {...given} name="graceHours" />
        <div className="wide">
          <Words {...given} name="ledgerKey" />
        </div>
        <div className="wide">
          <Words {...given} name="witnesses" long hint={<FormattedMessage id="agreements.form.onePerLine" />} />
        </div>
      </Section>
      <Section title={<FormattedMessage id="agreements.form.more" />}>
        <div className="wide">
          <Words {...given} name="rest" long hint={<FormattedMessage id="agreements.form.restHint" />} />
        </div>
      </Section>
    </>
  );
};

const Judgement = ({ toml, before }: { toml: string; before: string | null }) => {
  const { language } = useLanguage();
  const asked = useQuery({
    queryKey: ['agreement-draft', toml, language, before],
    queryFn: ({ signal }) => judgeDraft(toml, language, before, signal),
    placeholderData: (last) => last,
  });
  if (asked.isError) return <Problem what={<FormattedMessage id="agreements.judgeFailed" />} error={asked.error} retry={() => void asked.refetch()} />;
  const judged = asked.data;
  if (judged === undefined) return null;
  return (
    <div className="stack">
      {judged.problem === null ? (
        <Note tone="ok" icon="ok" live>
          <FormattedMessage id="agreements.good" />
        </Note>
      ) : (
        <Note tone="warning" icon="warning" live>
          <FormattedMessage id="agreements.problem" />{' '}
          <q lang="en">{judged.problem}</q>
        </Note>
      )}
      {judged.differences === null ? null : <Differences all={judged.differences} />}
      {judged.explained === null ? null : (
        <pre className="text" tabIndex={0} lang={language}>
          {judged.explained}
        </pre>
      )}
    </div>
  );
};

const NextSteps = ({ form, toml }: { form: Form; toml: string }) => {
  const name = `${form.id.replace(/[^a-z0-9._-]+/gi, '-') || 'agreement'}.toml`;
  return (
    <section className="card" aria-labelledby="next-steps">
      <header>
        <h2 id="next-steps">
          <FormattedMessage id="agreements.steps" />
        </h2>
      </header>
      <div className="pad stack">
        <ol className="sign-steps">
          <li>
            <button type="button" className="button primary" onClick={() => saveFile(name, new Blob([toml], { type: 'application/toml' }))}>
              <FormattedMessage id="agreements.save" values={{ name: <span className="mono">{name}</span> }} />
            </button>
          </li>
          <li>
            <FormattedMessage id="agreements.stepEmployer" />
            <pre className="text" tabIndex={0}>{`insyn agreement sign ${name} --key employer.sign --out agreement.note`}</pre>
          </li>
          <li>
            <FormattedMessage id="agreements.stepUnion" />
          </li>
        </ol>
        <details>
          <summary>
            <FormattedMessage id="agreements.toml" />
          </summary>
          <pre className="text" tabIndex={0}>
            {toml}
          </pre>
        </details>
      </div>
    </section>
  );
};

const Drafting = ({ from, all }: { from: Beginnings; all: readonly Registered[] }) => {
  const intl = useIntl();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [form, setForm] = useState(() => emptyForm(from, zone));
  const [before, setBefore] = useState<string | null>(null);
  const [left, setLeft] = useState<string[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [reading, setReading] = useState(false);
  const change = (part: Partial<Form>) => setForm((now) => ({ ...now, ...part }));
  const toml = useDeferredValue(useMemo(() => tomlOf(form), [form]));
  const beginAs = async (hash: string) => {
    setError(null);
    setLeft([]);
    setBefore(hash === '' ? null : hash);
    if (hash === '') return;
    setReading(true);
    try {
      const begun = formOf(parseNote(await agreementNote(hash)).text, from, zone);
      setForm(begun.form);
      setLeft(begun.left);
    } catch (failed) {
      setError(failed);
    } finally {
      setReading(false);
    }
  };
  return (
    <div className="drafting">
      <form className="stack" onSubmit={(event) => event.preventDefault()}>
        {all.length === 0 ? null : (
          <SelectField label={<FormattedMessage id="agreements.beginAs" />} hint={<FormattedMessage id="agreements.beginAsHint" />} value={before ?? ''} onChange={(event) => void beginAs(event.target.value)}>
            <option value="">–</option>
            {all.map((one) => (
              <option key={one.hash} value={one.hash}>
                {one.id}
              </option>
            ))}
          </SelectField>
        )}
        {error === null ? null : <Problem what={<FormattedMessage id="agreements.beginFailed" />} error={error} />}
        {left.length === 0 ? null : (
          <Note tone="warning" icon="warning" live>
            <FormattedMessage id="agreements.left" values={{ names: left.join(', ') }} />
          </Note>
        )}
        {/* What is typed before the earlier agreement is there would be lost. */}
        <fieldset className="stack all-fields" disabled={reading}>
          <Fields form={form} change={change} />
        </fieldset>
      </form>
      <aside className="stack" aria-label={intl.formatMessage({ id: 'agreements.steps' })}>
        <NextSteps form={form} toml={toml} />
        <section className="card" aria-labelledby="allows">
          <header>
            <h2 id="allows">
              <FormattedMessage id="agreements.allows" />
            </h2>
          </header>
          <div className="pad">
            <Judgement toml={toml} before={before} />
          </div>
        </section>
      </aside>
    </div>
  );
};

export const DraftPage = () => {
  const from = useQuery({ queryKey: ['beginnings'], queryFn: beginnings });
  const all = useQuery({ queryKey: ['agreements'], queryFn: agreements });
  const failed = from.error ?? all.error;
  return (
    <>
      <Heading title="agreements.newTitle" lead="agreements.newLead" />
      {failed === null ? null : <Problem what={<FormattedMessage id="agreements.failed" />} error={failed} />}
      {from.data === undefined || all.data === undefined ? null : <Drafting from={from.data} all={[...all.data].reverse()} />}
    </>
  );
};
