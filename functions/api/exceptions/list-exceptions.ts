import { situations } from '../../../domain/exceptions/index.js';
import type { CatalogueTexts } from '../../../domain/exceptions/texts/texts.js';
import type { Language } from '../../../domain/messages/language.js';
import { answer, operation, type BasePorts } from '../operation.js';
import { catalogue, catalogueQuery, situationView } from './schemas.js';

export const listExceptions = operation<undefined, ReturnType<typeof catalogueQuery>['_zod']['output'], BasePorts>({
  summary:
    'The catalogue of what goes wrong at a bank: how each cause is seen, what the system tries, what a person does, and when somebody goes; in English unless another language is asked for.',
  query: catalogueQuery,
  answers: { 200: catalogue },
  async handle(_ports, { query: { language = 'en' } }) {
    const texts = await textsIn[language]();
    const rows = Object.values(situations).sort((a, b) => a.number - b.number);
    return answer(200, { language, items: rows.map((row) => situationView(row, texts)) });
  },
});

/** Each language is loaded when it is first asked for. */
const textsIn: Record<Language, () => Promise<CatalogueTexts>> = {
  en: async () => (await import('../../../domain/exceptions/texts/en/index.js')).en,
  fr: async () => (await import('../../../domain/exceptions/texts/fr/index.js')).fr,
  es: async () => (await import('../../../domain/exceptions/texts/es/index.js')).es,
};
