// A document as OpenDocument text (ODF 1.3), for any word processor: headings, paragraphs, lists and tables, in the program's own styles.
import { strToU8, zipSync } from 'fflate';
import type { Part } from '../centre/agreement_draft';

const kType = 'application/vnd.oasis.opendocument.text';
const kSpaces = [
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"',
  'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"',
  'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
].join(' ');

// XML 1.0 has no way to write control characters.
const escaped = (text: string) =>
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

const paragraph = (text: string, style = 'Text_20_body') => `<text:p text:style-name="${style}">${escaped(text)}</text:p>`;
const heading = (text: string, level: number) => `<text:h text:style-name="Heading_20_${level}" text:outline-level="${level}">${escaped(text)}</text:h>`;

const table = (rows: readonly Part[], number: number) => {
  const columns = rows[0]?.cells.length ?? 0;
  const row = (part: Part, style: string) =>
    `<table:table-row>${part.cells.map((cell) => `<table:table-cell table:style-name="Cell" office:value-type="string">${paragraph(cell, style)}</table:table-cell>`).join('')}</table:table-row>`;
  const [first, ...others] = rows;
  return (
    `<table:table table:name="Table${number}" table:style-name="Table"><table:table-column table:number-columns-repeated="${columns}"/>` +
    (first === undefined ? '' : `<table:table-header-rows>${row(first, 'Head')}</table:table-header-rows>`) +
    `${others.map((part) => row(part, 'Entry')).join('')}</table:table><text:p/>`
  );
};

const bodyOf = (parts: readonly Part[]) => {
  let body = '';
  let tables = 0;
  for (let at = 0; at < parts.length; ) {
    const part = parts[at];
    if (part === undefined) break;
    let end = at + 1;
    while ((part.kind === 'row' || part.kind === 'item') && parts[end]?.kind === part.kind) ++end;
    const group = parts.slice(at, end);
    const text = part.cells[0] ?? '';
    if (part.kind === 'row') body += table(group, ++tables);
    else if (part.kind === 'item') body += `<text:list text:style-name="Bullets">${group.map((one) => `<text:list-item>${paragraph(one.cells[0] ?? '')}</text:list-item>`).join('')}</text:list>`;
    else if (part.kind === 'title') body += heading(text, 1);
    else if (part.kind === 'heading') body += heading(text, 2);
    else if (part.kind === 'blank') body += paragraph(`[${text}]`, 'Blank');
    else body += paragraph(text);
    at = end;
  }
  return body;
};

const styles = (language: string) => `<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles ${kSpaces} office:version="1.3"><office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt" fo:language="${language}" fo:country="${language === 'sv' ? 'SE' : 'GB'}" style:font-name="Liberation Sans"/></style:default-style>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"><style:paragraph-properties fo:margin-bottom="0.4cm"/><style:text-properties fo:font-size="18pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:default-outline-level="2"><style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/><style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Head" style:family="paragraph"><style:text-properties fo:font-weight="bold" fo:font-size="9.5pt"/></style:style>
<style:style style:name="Entry" style:family="paragraph"><style:text-properties fo:font-size="9.5pt"/></style:style>
<style:style style:name="Blank" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm" fo:background-color="#fff2cc"/></style:style>
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:space-before="0.3cm" text:min-label-width="0.5cm"/></text:list-level-style-bullet></text:list-style>
</office:styles></office:document-styles>`;

const content = (parts: readonly Part[]) => `<?xml version="1.0" encoding="UTF-8"?>
<office:document-content ${kSpaces} office:version="1.3"><office:automatic-styles>
<style:style style:name="Table" style:family="table"><style:table-properties style:width="17cm" table:align="margins"/></style:style>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #999999"/></style:style>
</office:automatic-styles><office:body><office:text>${bodyOf(parts)}</office:text></office:body></office:document-content>`;

const kManifest = `<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${kType}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
</manifest:manifest>`;

// The same bytes for the same parts: the files in it have no date.
export const odtOf = (parts: readonly Part[], language: string): Blob => {
  const bytes = zipSync(
    {
      // First, and not compressed: by it programs know the file.
      mimetype: [strToU8(kType), { level: 0 }],
      'content.xml': strToU8(content(parts)),
      'styles.xml': strToU8(styles(language)),
      'META-INF/manifest.xml': strToU8(kManifest),
    },
    { mtime: new Date(1980, 0, 1) },
  );
  return new Blob([bytes.slice()], { type: kType });
};
