import { TemplateError } from './template.js';

/** What a template's functions ask for. `logicalId` of the asker stands in errors. */
export interface Scope {
  /** What `Ref` gives; undefined for AWS::NoValue, which leaves its property out. */
  ref(name: string, askedBy: string): unknown;
  getAtt(logicalId: string, attribute: string, askedBy: string): unknown;
  condition(name: string, askedBy: string): boolean;
}

type Evaluate = (argument: unknown, scope: Scope, askedBy: string) => unknown;

/** Replaces CloudFormation's functions by what they come to. One that is not known here stops the start. */
export function resolve(value: unknown, scope: Scope, askedBy: string): unknown {
  if (Array.isArray(value))
    return value.map((entry) => resolve(entry, scope, askedBy)).filter((entry) => entry !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name !== undefined && isFunction(name)) {
    const evaluate = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (evaluate) return evaluate(argument, scope, askedBy);
    const known = Object.keys(functions).join(', ');
    throw new TemplateError(askedBy, `${name} is not known to the local run`, `use one of ${known}`);
  }
  const misplaced = entries.find(([key]) => key.startsWith('Fn::'))?.[0];
  if (misplaced !== undefined)
    throw new TemplateError(askedBy, `${misplaced} stands beside another key`, 'a function stands alone in its object');
  const resolved = entries.map(([key, entry]) => [key, resolve(entry, scope, askedBy)] as const);
  return Object.fromEntries(resolved.filter(([, entry]) => entry !== undefined));
}

const isFunction = (name: string) => name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');

const functions: Record<string, Evaluate> = {
  Ref: (name, scope, askedBy) => scope.ref(text(name, 'Ref', askedBy), askedBy),
  Condition: (name, scope, askedBy) =>
    typeof name === 'string' ? scope.condition(name, askedBy) : { Condition: resolve(name, scope, askedBy) },
  'Fn::GetAtt': (argument, scope, askedBy) => {
    const parts = typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt', askedBy);
    const [logicalId = '', ...attribute] = parts.map((part) => text(part, 'Fn::GetAtt', askedBy));
    return scope.getAtt(logicalId, attribute.join('.'), askedBy);
  },
  'Fn::Join': (argument, scope, askedBy) => {
    const [delimiter, parts] = list(resolve(argument, scope, askedBy), 'Fn::Join', askedBy);
    return list(parts, 'Fn::Join', askedBy).map(String).join(String(delimiter));
  },
  'Fn::Sub': (argument, scope, askedBy) => {
    const [template, variables] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
    const own = resolve(variables, scope, askedBy) as Record<string, unknown>;
    return text(template, 'Fn::Sub', askedBy).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(own, name)) return String(own[name]);
      const [logicalId = '', ...attribute] = name.split('.');
      const isAttribute = attribute.length > 0 && !name.startsWith('AWS::');
      return String(isAttribute ? scope.getAtt(logicalId, attribute.join('.'), askedBy) : scope.ref(name, askedBy));
    });
  },
  'Fn::Select': (argument, scope, askedBy) => {
    const [index, values] = list(resolve(argument, scope, askedBy), 'Fn::Select', askedBy);
    const selected = list(values, 'Fn::Select', askedBy)[Number(index)];
    if (selected !== undefined) return selected;
    throw new TemplateError(
      askedBy,
      `Fn::Select finds nothing at ${String(index)}`,
      'look at the list it selects from',
    );
  },
  'Fn::Split': (argument, scope, askedBy) => {
    const [delimiter, whole] = list(resolve(argument, scope, askedBy), 'Fn::Split', askedBy);
    return String(whole).split(String(delimiter));
  },
  'Fn::If': (argument, scope, askedBy) => {
    const [condition, whenTrue, whenFalse] = list(argument, 'Fn::If', askedBy);
    return resolve(scope.condition(String(condition), askedBy) ? whenTrue : whenFalse, scope, askedBy);
  },
  'Fn::Equals': (argument, scope, askedBy) => {
    const [one, other] = list(resolve(argument, scope, askedBy), 'Fn::Equals', askedBy);
    return String(one) === String(other);
  },
  'Fn::And': (argument, scope, askedBy) =>
    list(resolve(argument, scope, askedBy), 'Fn::And', askedBy).every((one) => one === true),
  'Fn::Or': (argument, scope, askedBy) =>
    list(resolve(argument, scope, askedBy), 'Fn::Or', askedBy).some((one) => one === true),
  'Fn::Not': (argument, scope, askedBy) =>
    !list(resolve(argument, scope, askedBy), 'Fn::Not', askedBy).every((one) => one === true),
};

function list(value: unknown, name: string, askedBy: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(askedBy, `${name} needs a list`, 'look at the template');
}

function text(value: unknown, name: string, askedBy: string): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(askedBy, `${name} needs a text`, 'look at the template');
}
