/** What a call asks for: may this be done, with this resource? */
export interface IamRequest {
  /** `sns:Publish`. */
  readonly action: string;
  /** Its ARN; `*` where the action knows none; of a text message `a-phone-number`, which has none. */
  readonly resource: string;
  /** What conditions may ask after: `iam:PassedToService`. */
  readonly context?: Readonly<Record<string, string>>;
}

/** A statement as the template has it. All of them allow: a Deny stops the start. */
export interface IamStatement {
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[] | undefined;
  readonly NotResource?: string | readonly string[] | undefined;
  /** Operator, then key, then what it may be. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> | undefined;
}

/** What nothing allows is denied. */
export const isPermitted = (statements: readonly IamStatement[], request: IamRequest): boolean =>
  statements.some((statement) => applies(statement, request));

function applies({ Action, Resource, NotResource, Condition = {} }: IamStatement, asked: IamRequest): boolean {
  if (!isAmong(Action, asked.action)) return false;
  const isMeant = NotResource === undefined ? isAmong(Resource, asked.resource) : !isAmong(NotResource, asked.resource);
  return isMeant && holds(Condition, asked.context ?? {});
}

/**
 * Every operator and every key must hold; of several values of one key, any. A key that the call has not is none of them. To
 * StringEquals `*` is itself; the operators for ARNs take it as in a resource.
 */
function holds(condition: NonNullable<IamStatement['Condition']>, context: Readonly<Record<string, string>>): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const said = context[key];
      if (said === undefined) return false;
      return operator === 'StringEquals' ? [values].flat().includes(said) : isAmong(values, said);
    }),
  );
}

function isAmong(patterns: string | readonly string[] = [], text: string): boolean {
  return [patterns].flat().some((pattern) => patternOf(pattern).test(text));
}

/** In IAM `*` is any text, `/` and `:` included, and `?` any one character. */
function patternOf(pattern: string): RegExp {
  const known = read.get(pattern);
  if (known) return known;
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  const made = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
  read.set(pattern, made);
  return made;
}

/** Patterns come from the template alone, so that they are few. */
const read = new Map<string, RegExp>();
