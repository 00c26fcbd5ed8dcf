import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { parseIotSql, type Comparison, type Expression, type IotStatement } from './iot-sql-parser.js';

export { parseIotSql, type IotStatement };

/** What a rule sees of one message. `topic` is without `$aws/rules/<rule>/`; for Basic Ingest the prefix does not count. */
export interface RuleMessage {
  readonly topic: string;
  readonly payload: Buffer;
  /** 'n/a' for what did not come over MQTT, as in AWS. */
  readonly clientId: string;
  /** The certificate's id: the SHA-256 of its DER, in hexadecimal. */
  readonly principal: string;
  /** When the rules engine saw it, milliseconds since 1970, the cloud's clock. */
  readonly receivedAtMs: number;
}

/**
 * Answers the event that the rule's action gets, or undefined when the rule does not select the message: the topic is not
 * in FROM, or WHERE is not true. A missing attribute is Undefined, and Undefined never matches and is left out of the event.
 * @throws Error when `SELECT *` meets a payload that is not JSON; AWS would hand raw bytes on, which no JSON event can hold.
 */
export function evaluate(statement: IotStatement, message: RuleMessage): unknown {
  if (!matchesFilter(statement.filter, message.topic)) return undefined;
  const context = new Context(message);
  if (statement.where && valueOf(statement.where, context) !== true) return undefined;
  if (statement.everything && context.payload === undefined) {
    throw new Error("the payload is not JSON, and SELECT * hands on JSON only: use encode(*, 'base64')");
  }
  if (statement.everything && statement.columns.length === 0) return context.payload;
  const event: Record<string, unknown> =
    statement.everything && isObject(context.payload) ? { ...context.payload } : {};
  for (const { name, value } of statement.columns) {
    const computed = valueOf(value, context);
    if (computed !== undefined) event[name] = computed;
  }
  return event;
}

/** MQTT 3.1.1 §4.7: + is one level, # is all that are left and their parent; neither opens a topic that begins with $. */
export function matchesFilter(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && !filter.startsWith('$')) {
    if (filter.startsWith('+') || filter.startsWith('#')) return false;
  }
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return true;
    if (index >= levels.length) return false;
    if (level !== '+' && level !== levels[index]) return false;
  }
  return wanted.length === levels.length;
}

/** Reads the payload as JSON only when something asks, and once: most of our rules hand it on as it came. */
class Context {
  private parsed: { readonly payload: unknown } | undefined;

  public constructor(public readonly message: RuleMessage) {}

  /** Undefined when the payload is not JSON. */
  public get payload(): unknown {
    this.parsed ??= { payload: parsedJson(this.message.payload) };
    return this.parsed.payload;
  }
}

function valueOf(expression: Expression, context: Context): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'payload':
      return context.message.payload;
    case 'path':
      return expression.steps.reduce(attributeOf, context.payload);
    case 'call':
      return called(expression, context);
    case 'compare':
      return compared(expression.operator, valueOf(expression.left, context), valueOf(expression.right, context));
    case 'in':
      return isIn(valueOf(expression.value, context), expression.list, context);
    case 'not':
      return negated(valueOf(expression.value, context));
    case 'and':
    case 'or':
      return joined(expression.kind, valueOf(expression.left, context), valueOf(expression.right, context));
  }
}

function called({ name, operands }: Extract<Expression, { kind: 'call' }>, context: Context): unknown {
  const { message } = context;
  const [first] = operands;
  switch (name) {
    case 'encode':
      return encoded(first ? valueOf(first, context) : undefined);
    case 'topic': {
      if (first?.kind !== 'literal') return message.topic;
      return message.topic.split('/')[Number(first.value) - 1];
    }
    case 'timestamp':
      return message.receivedAtMs;
    case 'clientid':
      return message.clientId;
    case 'principal':
      return message.principal;
    case 'newuuid':
      return randomUUID();
    case 'isUndefined':
      return first !== undefined && valueOf(first, context) === undefined;
  }
}

/** Own properties only: `constructor` in a path must read as Undefined, not as JavaScript's. */
function attributeOf(value: unknown, step: string | number): unknown {
  if (typeof step === 'number') return Array.isArray(value) ? (value[step] as unknown) : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function encoded(value: unknown): string | undefined {
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (value === undefined) return undefined;
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
}

/** Numbers with numbers and texts with texts; an order between unlike things is Undefined, their equality false. */
function compared(operator: Comparison, left: unknown, right: unknown): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === '=') return isDeepStrictEqual(left, right);
  if (operator === '<>') return !isDeepStrictEqual(left, right);
  const order = orderOf(left, right);
  if (order === undefined) return undefined;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function orderOf(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left === right ? 0 : left < right ? -1 : 1;
  return undefined;
}

function isIn(value: unknown, list: readonly Expression[], context: Context): boolean | undefined {
  if (value === undefined) return undefined;
  return list.some((candidate) => isDeepStrictEqual(valueOf(candidate, context), value));
}

function negated(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? !value : undefined;
}

/** AWS: anything but two booleans is Undefined, so `true OR Undefined` does not match either. */
function joined(kind: 'and' | 'or', left: unknown, right: unknown): boolean | undefined {
  if (typeof left !== 'boolean' || typeof right !== 'boolean') return undefined;
  return kind === 'and' ? left && right : left || right;
}

function parsedJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}
