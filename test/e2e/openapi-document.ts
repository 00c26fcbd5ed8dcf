import Ajv, { type ValidateFunction } from 'ajv';

export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Response {
  readonly headers?: Record<string, unknown>;
  readonly content?: Record<string, { schema: Schema }>;
}

export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly security: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { content: Record<string, { schema: Schema }> };
  readonly responses: Record<string, Response & { $ref?: string }>;
}

/** An answer, as it came over the wire. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What a run says of itself, and whether its answers are so: by the document alone, as a stranger's client would. */
export class OpenapiDocument {
  public readonly operations: readonly Operation[];
  private readonly validators = new Map<string, ValidateFunction>();

  private constructor(private readonly document: Record<string, unknown>) {
    const paths = document['paths'] as Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>;
    this.operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
    );
  }

  public static async of(apiUrl: string): Promise<OpenapiDocument> {
    return new OpenapiDocument((await (await fetch(`${apiUrl}/v1/openapi.json`)).json()) as Record<string, unknown>);
  }

  /** What is wrong with an answer of this operation; nothing, if it is as the document says. */
  public mistakes({ operationId, responses }: Operation, { status, headers, text }: Answered): string[] {
    if (status >= 500) return [`${status} ${text}`];
    const said = responses[status] ?? (status >= 400 ? responses['default'] : undefined);
    if (!said) return [`the document has no ${status} of ${operationId}`];
    const { headers: wanted = {}, content } = said.$ref ? this.resolved(said.$ref) : said;
    const lacking = Object.keys(wanted).filter((name) => !headers.has(name));
    if (lacking.length > 0) return [`lacks the header ${lacking.join()}`];
    if (!content) return text === '' ? [] : ['has a body where the document has none'];
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    const schema = content[type]?.schema;
    if (!schema) return [`is of type ${type}, which the document does not say`];
    if (!type.endsWith('json')) return [];
    const wrong = this.wrongIn(`${operationId} ${status} ${type}`, schema, JSON.parse(text));
    const isOfStatus = status < 400 || (JSON.parse(text) as { status?: unknown }).status === status;
    return isOfStatus ? wrong : [...wrong, 'is of another status than it says'];
  }

  private resolved(ref: string): Response {
    return ref
      .split('/')
      .slice(1)
      .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], this.document) as Response;
  }

  private wrongIn(key: string, schema: Schema, value: unknown): string[] {
    const { components } = this.document;
    const validate = this.validators.get(key) ?? new Ajv({ allErrors: true }).compile({ ...schema, components });
    this.validators.set(key, validate);
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
  }
}
