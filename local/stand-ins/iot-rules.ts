import { randomUUID } from 'node:crypto';
import type { IotCounters } from './iot-limits.js';
import { evaluate, parseIotSql, type IotStatement, type RuleMessage } from './iot-sql.js';

/** A topic rule with its one action. */
export interface IotRule {
  readonly name: string;
  readonly sql: string;
  /** The action, given what the statement selected. */
  invoke(event: unknown): Promise<void>;
  /** Gets AWS's error record when the action failed. */
  errorAction?(record: unknown): Promise<void>;
  readonly disabled?: boolean;
  /** The action's function or queue, for the error record. */
  readonly resource?: string;
}

export interface RuleEngine {
  /** Every enabled rule looks at the message. */
  consider(message: RuleMessage): void;
  /** Basic Ingest: only the named rule looks at it, and its FROM must still match. */
  ingest(ruleName: string, message: RuleMessage): void;
}

interface Prepared {
  readonly rule: IotRule;
  readonly statement: IotStatement;
}

/**
 * Parses every rule's statement once. A message is never held up by a rule: actions run beside it, and one that fails
 * goes to the error action. AWS may try an action several times before that; here it has one try.
 * @throws SyntaxError that names the rule, or Error when two rules have one name.
 */
export function startRules(
  rules: readonly IotRule[],
  { counters, log }: { counters: IotCounters; log: (line: string) => void },
): RuleEngine {
  const prepared = new Map<string, Prepared>();
  for (const rule of rules) {
    if (prepared.has(rule.name)) throw new Error(`two topic rules are named ${rule.name}: name each once`);
    prepared.set(rule.name, { rule, statement: parsed(rule) });
  }
  const enabled = [...prepared.values()].filter(({ rule }) => rule.disabled !== true);

  /** Answers whether the rule selected the message. */
  const run = ({ rule, statement }: Prepared, message: RuleMessage): boolean => {
    try {
      const event = evaluate(statement, message);
      if (event === undefined) return false;
      rule.invoke(event).catch((error: unknown) => fail(rule, message, error));
    } catch (error) {
      void fail(rule, message, error);
    }
    return true;
  };

  const fail = async (rule: IotRule, message: RuleMessage, error: unknown): Promise<void> => {
    counters['rule-failed']++;
    log(`topic rule ${rule.name} failed: ${String(error)}`);
    try {
      await rule.errorAction?.(errorRecord(rule, message, error));
    } catch (second) {
      counters['error-action-failed']++;
      log(`the error action of topic rule ${rule.name} failed, and the message is lost: ${String(second)}`);
    }
  };

  return {
    consider: (message) => {
      for (const each of enabled) run(each, message);
    },
    ingest: (ruleName, message) => {
      const named = prepared.get(ruleName);
      if (!named || named.rule.disabled === true) counters['rule-not-found']++;
      else if (!run(named, message)) counters['rule-not-matched']++;
    },
  };
}

function parsed({ name, sql }: IotRule): IotStatement {
  try {
    return parseIotSql(sql);
  } catch (cause) {
    throw new SyntaxError(`topic rule ${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The form of AWS IoT developer guide, "Error handling (error action)": "Error action message format". */
function errorRecord(rule: IotRule, message: RuleMessage, error: unknown): unknown {
  return {
    ruleName: rule.name,
    topic: message.topic,
    cloudwatchTraceId: randomUUID(),
    clientId: message.clientId,
    base64OriginalPayload: message.payload.toString('base64'),
    failures: [
      {
        failedAction: 'LambdaAction',
        failedResource: rule.resource ?? rule.name,
        errorMessage: error instanceof Error ? error.message : String(error),
      },
    ],
  };
}
