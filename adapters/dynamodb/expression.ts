import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { encodeName, toAttributeAt } from './codec.js';

/** From a field to the name of an attribute: `version`, or `['outbox', '13']` for one inside a map. */
export type Path = string | readonly string[];

/** Gathers the names and values of one call's expressions. Every name goes by an alias: DynamoDB reserves over 500 words. */
export class Expression {
  private readonly aliases = new Map<string, string>();
  private readonly placeholders: AttributeValue[] = [];

  public name(path: Path): string {
    const parts = typeof path === 'string' ? [path] : path;
    return parts.map((part) => this.alias(encodeName(part))).join('.');
  }

  public value(value: unknown): string {
    return this.valueAt('', value);
  }

  /** A value that is to stand at, or be compared with, what stands at the path. */
  public valueAt(path: Path, value: unknown): string {
    const name = typeof path === 'string' ? path : (path.at(-1) ?? '');
    this.placeholders.push(toAttributeAt(name, value));
    return `:${this.placeholders.length - 1}`;
  }

  public get names(): { ExpressionAttributeNames?: Record<string, string> } {
    if (this.aliases.size === 0) return {};
    return { ExpressionAttributeNames: Object.fromEntries([...this.aliases].map(([name, alias]) => [alias, name])) };
  }

  public get values(): { ExpressionAttributeValues?: Record<string, AttributeValue> } {
    if (this.placeholders.length === 0) return {};
    const values = this.placeholders.map((value, i) => [`:${i}`, value] as const);
    return { ExpressionAttributeValues: Object.fromEntries(values) };
  }

  private alias(name: string): string {
    const alias = this.aliases.get(name) ?? `#${this.aliases.size}`;
    this.aliases.set(name, alias);
    return alias;
  }
}

/** Equality with a key, or with a number. */
export const equals = (x: Expression, path: Path, value: string | number): string =>
  `${x.name(path)} = ${x.valueAt(path, value)}`;

/** The item has no such attribute. */
export const hasNo = (x: Expression, path: Path): string => `attribute_not_exists(${x.name(path)})`;

/** The sort key begins so. */
export const beginsWith = (x: Expression, prefix: string): string =>
  `begins_with(${x.name('sk')}, ${x.valueAt('sk', prefix)})`;

/** A condition in DynamoDB's words, its names and values by way of the expression. */
export type Condition = (x: Expression) => string;

export const isAbsent: Condition = (x) => hasNo(x, 'pk');
export const isThere: Condition = (x) => `attribute_exists(${x.name('pk')})`;
export const isAtVersion =
  (version: number): Condition =>
  (x) =>
    equals(x, 'version', version);
