import type { Language } from '../../domain/messages/language.js';

/** Markup that is safe to put into a page: made by `html` alone. */
export interface Html {
  readonly markup: string;
}

type Value = string | number | Html | readonly Html[] | undefined;

/** A template in which every text that is put in is escaped, whoever wrote it: names are other people's words. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Html => ({
  markup: parts.map((part, i) => part + (i < values.length ? markupOf(values[i]) : '')).join(''),
});

function markupOf(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('\n');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => entities[one] ?? one);

/** French has spaces before high marks and within quotes, at which no line breaks: narrow ones but for the colon and the quotes. */
const frenchSpaces = (text: string): string =>
  text.replace(/(?<=\S) (?=[;!?])/g, '\u202f').replace(/(?<=\S) (?=[:»])|(?<=«) /g, '\u00a0');

/** A whole page that needs nothing else: it can be sent, kept and printed. */
export function page(title: string, body: readonly Html[], language: Language = 'en'): string {
  const spaced = language === 'fr' ? frenchSpaces : (text: string) => text;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${spaced(title)}</title>
        <style>
          ${{ markup: style }}
        </style>
      </head>
      <body>
        ${body.map(({ markup }) => ({ markup: spaced(markup) }))}
      </body>
    </html> `.markup;
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.2rem; margin-top: 2.2rem; border-bottom: 1px solid #ccc; }
h3 { font-size: 1rem; margin-bottom: 0.3rem; } p { margin: 0.4rem 0; } .small { color: #555; font-size: 0.875rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid #eee; }
th { font-weight: 600; } td.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
.good { color: #00603f; } .bad { color: #a11; } svg { max-width: 100%; height: auto; }
.figures { display: flex; flex-wrap: wrap; gap: 0.8rem; margin: 1.2rem 0; } .figures div { flex: 1 1 9rem; background: #f4f6f8; border-radius: 0.5rem; padding: 0.7rem 0.9rem; font-size: 0.875rem; color: #444; }
.figures strong { display: block; font-size: 1.5rem; color: #222; } .num { text-align: end; font-variant-numeric: tabular-nums; } th.num { padding-inline-start: 0.4rem; } .wide { overflow-x: auto; } .wide th, .wide td { padding-inline: 0 0.45rem; } .wide th.num { padding-inline-start: 0.2rem; } .narrow table { width: auto; min-width: min(24rem, 100%); } .wide table, .narrow table { font-size: 0.9rem; } td.num { white-space: nowrap; } .none { color: #555; font-style: italic; }
@media screen { .wide :is(th, td):first-child { position: sticky; inset-inline-start: 0; background: #fff; } .plot { overflow-x: auto; } .plot svg { min-width: 44rem; } }
@media print { body { margin: 0; max-width: none; } h2, h3, svg, tr { break-inside: avoid; } }
`;
