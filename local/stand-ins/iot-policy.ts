/** What a policy document is asked: may this connection do `action` on `resource`? */
export interface PolicyRequest {
  /** `iot:Connect`, `iot:Publish`, `iot:Receive`, `iot:Subscribe`, `iot:RetainPublish`. */
  readonly action: string;
  /** `arn:aws:iot:<region>:<account>:client|topic|topicfilter/<name>`. */
  readonly resource: string;
  readonly connection: ConnectionVariables;
}

export interface ConnectionVariables {
  readonly clientId: string;
  /** The thing whose name is the client id and to which the certificate is attached; undefined when there is none. */
  readonly thingName?: string;
}

/** A policy document, read once. */
export interface Policy {
  readonly statements: readonly Statement[];
}

interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly RegExp[];
  readonly resources: readonly Pattern[];
  /** Condition Bool iot:Connection.Thing.IsAttached, where the statement has it. */
  readonly thingIsAttached?: boolean;
}

/** Alternating: fixed text, then a wildcard or a variable. */
type Pattern = readonly Piece[];
type Piece = { readonly text: string } | { readonly wildcard: '*' | '?' } | { readonly variable: Variable };

const VARIABLES = {
  'iot:Connection.Thing.ThingName': ({ thingName }: ConnectionVariables) => thingName,
  'iot:ClientId': ({ clientId }: ConnectionVariables) => clientId,
} as const;

type Variable = keyof typeof VARIABLES;

const IS_ATTACHED = 'iot:Connection.Thing.IsAttached';

/**
 * Reads an IoT policy document. Anything this stand-in would have to ignore stops it instead: an ignored condition would
 * allow here what AWS denies.
 * @throws Error that names the policy and what in it is not known.
 */
export function parsePolicy(name: string, document: unknown): Policy {
  const fail = (advice: string): never => {
    throw new Error(`IoT policy ${name}: ${advice}`);
  };
  const statements = listOf(recordOf(document, fail).Statement);
  if (statements.length === 0) fail('a document needs at least one Statement');
  return { statements: statements.map((statement) => parseStatement(recordOf(statement, fail), fail)) };
}

/** A Deny wins over any Allow, and what nothing allows is denied. */
export function isAllowed(policies: readonly Policy[], request: PolicyRequest): boolean {
  const applying = policies.flatMap(({ statements }) => statements.filter((statement) => applies(statement, request)));
  return applying.length > 0 && applying.every(({ effect }) => effect === 'Allow');
}

function applies(statement: Statement, { action, resource, connection }: PolicyRequest): boolean {
  if (statement.thingIsAttached !== undefined) {
    if (statement.thingIsAttached !== (connection.thingName !== undefined)) return false;
  }
  if (!statement.actions.some((pattern) => pattern.test(action))) return false;
  return statement.resources.some((pattern) => matches(pattern, resource, connection));
}

/** A variable without a value matches nothing; a value is text, whatever is in it. `+` and `#` are text too. */
function matches(pattern: Pattern, resource: string, connection: ConnectionVariables): boolean {
  const sources: string[] = [];
  for (const piece of pattern) {
    const text = 'variable' in piece ? VARIABLES[piece.variable](connection) : 'text' in piece ? piece.text : undefined;
    if ('wildcard' in piece) sources.push(piece.wildcard === '*' ? '.*' : '.');
    else if (text === undefined) return false;
    else sources.push(escaped(text));
  }
  return new RegExp(`^${sources.join('')}$`, 's').test(resource);
}

type Fail = (advice: string) => never;

const MEMBERS = ['Sid', 'Effect', 'Action', 'Resource', 'Condition'];

function parseStatement(statement: Record<string, unknown>, fail: Fail): Statement {
  const unknown = Object.keys(statement).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined) fail(`${unknown} is not supported here: state it with ${MEMBERS.slice(1).join(', ')}`);
  const { Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') return fail(`Effect is Allow or Deny, found ${JSON.stringify(effect)}`);
  const actions = textsOf(statement.Action, 'Action', fail).map(
    (action) => new RegExp(`^${action.split('*').map(escaped).join('.*')}$`, 'i'),
  );
  const resources = textsOf(statement.Resource, 'Resource', fail).map((resource) => parsePattern(resource, fail));
  if (statement.Condition === undefined) return { effect, actions, resources };
  return { effect, actions, resources, thingIsAttached: parseCondition(statement.Condition, fail) };
}

function parseCondition(condition: unknown, fail: Fail): boolean {
  const operators = Object.entries(recordOf(condition, fail));
  const [operator, operands] = operators[0] ?? [];
  const keys = Object.entries(recordOf(operands ?? {}, fail));
  const [key, value] = keys[0] ?? [];
  const wanted = listOf(value).map(String);
  const isKnown = operators.length === 1 && operator === 'Bool' && keys.length === 1 && key === IS_ATTACHED;
  if (!isKnown || wanted.length !== 1 || !['true', 'false'].includes(wanted[0] ?? '')) {
    fail(`the one condition supported here is Bool ${IS_ATTACHED} true or false, found ${JSON.stringify(condition)}`);
  }
  return wanted[0] === 'true';
}

function parsePattern(resource: string, fail: Fail): Pattern {
  return resource.split(/(\$\{[^}]*\}|\*|\?)/).map((part): Piece => {
    if (part === '*' || part === '?') return { wildcard: part };
    if (!part.startsWith('${')) return { text: part };
    const variable = part.slice(2, -1);
    if (!Object.hasOwn(VARIABLES, variable)) fail(`the variable ${part} is not supported here`);
    return { variable: variable as Variable };
  });
}

function textsOf(value: unknown, member: string, fail: Fail): string[] {
  const list = listOf(value);
  if (list.length === 0) fail(`a statement needs ${member}`);
  return list.map((entry) =>
    typeof entry === 'string' ? entry : fail(`${member} is text, found ${JSON.stringify(entry)}`),
  );
}

function recordOf(value: unknown, fail: Fail): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  return fail(`an object is needed, found ${JSON.stringify(value)}`);
}

function listOf(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
