// A draft of what the law wants in writing, to read here and to finish in a word processor.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { type DocumentKind, draftedDocument, type Part } from '../centre/agreement_draft';
import { SelectField } from '../design/field';
import { Problem } from '../design/problem';
import { Note } from '../design/state';
import { saveFile } from '../design/save_file';
import type { Language } from '../words/catalogue';
import { useLanguage } from '../words/language';
import { Heading } from './heading';
import { odtOf } from './odt';

type Group = { kind: 'rows'; parts: Part[] } | { kind: 'items'; parts: Part[] } | { kind: 'one'; part: Part };

const grouped = (parts: readonly Part[]): Group[] => {
  const groups: Group[] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    const kind = part.kind === 'row' ? 'rows' : part.kind === 'item' ? 'items' : 'one';
    if (kind === 'one') groups.push({ kind, part });
    else if (last !== undefined && last.kind === kind) last.parts.push(part);
    else groups.push({ kind, parts: [part] });
  }
  return groups;
};

const Rows = ({ parts }: { parts: readonly Part[] }) => (
  <table className="table blocks">
    <thead>
      <tr>
        {parts[0]?.cells.map((cell, at) => (
          <th key={at} scope="col">
            {cell}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {parts.slice(1).map((row, at) => (
        <tr key={at}>
          {row.cells.map((cell, column) => (column === 0 ? <th key={column} scope="row" className="wide">{cell}</th> : <td key={column} className="wide">{cell}</td>))}
        </tr>
      ))}
    </tbody>
  </table>
);

const Shown = ({ group }: { group: Group }) => {
  if (group.kind === 'rows') return <Rows parts={group.parts} />;
  if (group.kind === 'items')
    return (
      <ul>
        {group.parts.map((part, at) => (
          <li key={at}>{part.cells[0]}</li>
        ))}
      </ul>
    );
  const [text] = group.part.cells;
  if (group.part.kind === 'title') return <h2>{text}</h2>;
  if (group.part.kind === 'heading') return <h3>{text}</h3>;
  if (group.part.kind === 'blank') return <p className="to-fill">[{text}]</p>;
  return <p>{text}</p>;
};

export const DocumentPage = ({ hash, about }: { hash: string; about: DocumentKind }) => {
  const { language: mine } = useLanguage();
  const [language, setLanguage] = useState<Language>(mine);
  const asked = useQuery({ queryKey: ['document', hash, about, language], queryFn: () => draftedDocument(hash, about, language) });
  const name = `${about === 'dpia' ? 'dpia' : 'information'}-${language}`;
  const drafted = asked.data;
  return (
    <>
      <Heading title={`agreements.${about}`} lead={`agreements.${about}Lead`} />
      <div className="stack">
        <div className="actions document-tools">
          <SelectField label={<FormattedMessage id="agreements.documentLanguage" />} value={language} onChange={(event) => setLanguage(event.target.value === 'sv' ? 'sv' : 'en')}>
            <option value="sv">Svenska</option>
            <option value="en">English</option>
          </SelectField>
          <button type="button" className="button primary" disabled={drafted === undefined} onClick={() => drafted && saveFile(`${name}.odt`, odtOf(drafted.parts, language))}>
            <FormattedMessage id="agreements.saveOdt" />
          </button>
          <button type="button" className="button" disabled={drafted === undefined} onClick={() => drafted && saveFile(`${name}.md`, new Blob([drafted.markdown], { type: 'text/markdown' }))}>
            <FormattedMessage id="agreements.saveMarkdown" />
          </button>
        </div>
        <Note tone="warning" icon="warning">
          <FormattedMessage id="agreements.toFinish" />
        </Note>
        {asked.isError ? <Problem what={<FormattedMessage id="agreements.documentFailed" />} error={asked.error} retry={() => void asked.refetch()} /> : null}
        {drafted === undefined ? null : (
          <article className="card document" lang={language}>
            <div className="pad">
              {grouped(drafted.parts).map((group, at) => (
                <Shown key={at} group={group} />
              ))}
            </div>
          </article>
        )}
      </div>
    </>
  );
};
