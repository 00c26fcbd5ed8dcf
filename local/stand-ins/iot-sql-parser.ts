import { shown, TokenCursor, type Token } from './iot-sql-tokens.js';

/** A value in a statement. Anything that is not one of these is a SyntaxError when the statement is parsed. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'payload' }
  | { readonly kind: 'path'; readonly steps: readonly (string | number)[] }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly operands: readonly Expression[] }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'in'; readonly value: Expression; readonly list: readonly Expression[] }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly value: Expression };

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A parsed statement: `SELECT columns FROM 'filter' WHERE where`. */
export interface IotStatement {
  readonly sql: string;
  readonly filter: string;
  /** `SELECT *`, alone or before named columns: the payload's own attributes come first. */
  readonly everything: boolean;
  readonly columns: readonly { readonly name: string; readonly value: Expression }[];
  readonly where?: Expression;
}

const FUNCTIONS = {
  encode: [2, 2],
  topic: [0, 1],
  timestamp: [0, 0],
  clientid: [0, 0],
  principal: [0, 0],
  newuuid: [0, 0],
  isUndefined: [1, 1],
} as const satisfies Record<string, readonly [operandsMin: number, operandsMax: number]>;

export type FunctionName = keyof typeof FUNCTIONS;

const COMPARISONS: readonly string[] = ['=', '<>', '<', '<=', '>', '>='] satisfies Comparison[];
const RESERVED = ['SELECT', 'AS', 'FROM', 'WHERE', 'AND', 'OR', 'NOT', 'IN'];
const ELSEWHERE = ['VALUE', 'LIKE', 'CASE', 'EXISTS', 'IS', 'BETWEEN'];

/**
 * Parses the subset of AWS IoT SQL (version 2016-03-23) that this project's rules may use.
 * @throws SyntaxError with the position in the text and what to write instead.
 */
export function parseIotSql(sql: string): IotStatement {
  return new Parser(sql).statement();
}

class Parser extends TokenCursor {
  public statement(): IotStatement {
    this.expectKeyword('SELECT');
    const everything = this.take('*');
    const columns: { name: string; value: Expression }[] = [];
    if (!everything || this.take(',')) {
      do columns.push(this.column());
      while (this.take(','));
    }
    const names = columns.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) this.fail(`two columns are named '${twice}': name each once`);
    this.expectKeyword('FROM');
    const filter = this.filter();
    const where = this.takeKeyword('WHERE') ? this.disjunction() : undefined;
    if (this.current.kind !== 'end') this.fail(`nothing may follow here, found ${shown(this.current)}`);
    return { sql: this.sql, filter, everything, columns, ...(where ? { where } : {}) };
  }

  private column(): { name: string; value: Expression } {
    if (this.current.text === '*') this.fail('* may only come first: write SELECT *, then the named columns');
    const value = this.operand();
    if (this.takeKeyword('AS')) return { name: this.identifier('a column name'), value };
    const last = value.kind === 'path' ? value.steps.at(-1) : undefined;
    if (typeof last !== 'string') this.fail('this column has no name: add AS and a name');
    return { name: last, value };
  }

  private filter(): string {
    const token = this.current;
    if (token.kind !== 'text') this.fail(`FROM needs one quoted topic filter, found ${shown(token)}`);
    const levels = token.value.split('/');
    const misplaced = levels.some(
      (level, index) =>
        (level.includes('+') && level !== '+') ||
        (level.includes('#') && (level !== '#' || index !== levels.length - 1)),
    );
    if (token.value === '' || misplaced) {
      this.fail(`'${token.value}' is no topic filter: + stands for a whole level, # for all that are left, at the end`);
    }
    this.at++;
    return token.value;
  }

  private disjunction(): Expression {
    let left = this.conjunction();
    while (this.takeKeyword('OR')) left = { kind: 'or', left, right: this.conjunction() };
    return left;
  }

  private conjunction(): Expression {
    let left = this.negation();
    while (this.takeKeyword('AND')) left = { kind: 'and', left, right: this.negation() };
    return left;
  }

  private negation(): Expression {
    return this.takeKeyword('NOT') ? { kind: 'not', value: this.negation() } : this.comparison();
  }

  private comparison(): Expression {
    const left = this.condition();
    const operator = this.current.kind === 'mark' ? this.current.text : '';
    if (COMPARISONS.includes(operator)) {
      this.at++;
      return { kind: 'compare', operator: operator as Comparison, left, right: this.condition() };
    }
    if (this.takeKeyword('IN')) return { kind: 'in', value: left, list: this.list() };
    return left;
  }

  private condition(): Expression {
    if (!this.take('(')) return this.operand();
    const inner = this.disjunction();
    this.expect(')');
    return inner;
  }

  private list(): Expression[] {
    this.expect('[');
    const list: Expression[] = [];
    do list.push(this.operand());
    while (this.take(','));
    this.expect(']');
    return list;
  }

  private operand(): Expression {
    const token = this.current;
    if (token.kind === 'text' || token.kind === 'number') {
      this.at++;
      return { kind: 'literal', value: token.value };
    }
    if (token.kind !== 'word') this.fail(`a path, a literal or a function is needed, found ${shown(token)}`);
    const constant = { TRUE: true, FALSE: false, NULL: null }[token.text.toUpperCase()];
    if (constant !== undefined) {
      this.at++;
      return { kind: 'literal', value: constant };
    }
    const word = this.identifier('a path, a literal or a function');
    return this.current.text === '(' ? this.call(word, token) : this.path(word);
  }

  private call(name: string, token: Token): Expression {
    if (!Object.hasOwn(FUNCTIONS, name)) {
      this.fail(`function ${name} is not in the subset: use one of ${Object.keys(FUNCTIONS).join(', ')}`, token);
    }
    this.expect('(');
    const operands: Expression[] = [];
    while (!this.take(')')) {
      if (operands.length > 0) this.expect(',');
      operands.push(this.callOperand(name));
    }
    const [operandsMin, operandsMax] = FUNCTIONS[name as FunctionName];
    if (operands.length < operandsMin || operands.length > operandsMax) {
      this.fail(`${name} takes ${operandsMin} to ${operandsMax} operands, found ${operands.length}`, token);
    }
    this.checkOperands(name, operands, token);
    return { kind: 'call', name: name as FunctionName, operands };
  }

  private callOperand(name: string): Expression {
    return name === 'encode' && this.take('*') ? { kind: 'payload' } : this.operand();
  }

  /** What AWS leaves to run time is checked here: a rule that can never work must not start. */
  private checkOperands(name: string, operands: readonly Expression[], token: Token): void {
    const [first, second] = operands;
    if (name === 'encode' && !(second?.kind === 'literal' && second.value === 'base64')) {
      this.fail(`encode knows only 'base64': write encode(*, 'base64')`, token);
    }
    if (name !== 'topic' || !first) return;
    const level = first.kind === 'literal' ? first.value : undefined;
    if (!Number.isInteger(level) || (level as number) < 1) {
      this.fail('topic takes a whole number from 1 up: topic(1) is the first level', token);
    }
  }

  private path(first: string): Expression {
    const steps: (string | number)[] = [first];
    for (;;) {
      if (this.take('.')) steps.push(this.identifier('an attribute name'));
      else if (this.take('[')) {
        const index = this.current;
        if (index.kind !== 'number' || !Number.isInteger(index.value) || index.value < 0) {
          this.fail(`an index is a whole number from 0 up, found ${shown(index)}`);
        }
        steps.push(index.value);
        this.at++;
        this.expect(']');
      } else return { kind: 'path', steps };
    }
  }

  private identifier(wanted: string): string {
    const token = this.current;
    if (token.kind !== 'word') this.fail(`${wanted} is needed, found ${shown(token)}`);
    const upper = token.text.toUpperCase();
    if (ELSEWHERE.includes(upper)) this.fail(`${upper} is not in the subset: state the rule without it`);
    if (RESERVED.includes(upper)) this.fail(`${wanted} is needed, found the keyword ${upper}`);
    this.at++;
    return token.text;
  }
}
