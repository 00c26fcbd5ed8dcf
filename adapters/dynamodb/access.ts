import { ConditionalCheckFailedException, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { keyAttributes, toAttributes } from './codec.js';
import { Expression, isAbsent, type Condition, type Path } from './expression.js';
import type { Key } from './table.js';
import { TableReads, type Item } from './table-reads.js';

export type { Item, QueryAnswer, QueryOf } from './table-reads.js';

export interface Update {
  /** `undefined` removes. */
  set?: readonly (readonly [Path, unknown])[];
  remove?: readonly Path[];
  add?: Readonly<Record<string, number>>;
  condition: Condition;
}

/** The one table, to read and to write: names and values are shortened on the way in. */
export class TableAccess extends TableReads {
  public async put(item: Item): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.tableName, Item: toAttributes(item) }));
  }

  /** `false`: the condition, by default that there is none with this key, does not hold. */
  public async putIf(item: Item, condition: Condition = isAbsent): Promise<boolean> {
    const x = new Expression();
    const ConditionExpression = condition(x);
    return held(
      this.client.send(
        new PutItemCommand({
          TableName: this.tableName,
          Item: toAttributes(item),
          ConditionExpression,
          ...x.names,
          ...x.values,
        }),
      ),
    );
  }

  /** `false`: the condition does not hold, and nothing is changed. */
  public async update(key: Key, { set = [], remove = [], add = {}, condition }: Update): Promise<boolean> {
    const x = new Expression();
    const sets = set
      .filter(([, value]) => value !== undefined)
      .map(([path, v]) => `${x.name(path)} = ${x.valueAt(path, v)}`);
    const unset = set.filter(([, value]) => value === undefined).map(([path]) => path);
    const removes = [...unset, ...remove].map((path) => x.name(path));
    const adds = Object.entries(add).map(([name, by]) => `${x.name(name)} ${x.value(by)}`);
    const clauses = { SET: sets, REMOVE: removes, ADD: adds };
    const UpdateExpression = Object.entries(clauses)
      .filter(([, parts]) => parts.length > 0)
      .map(([clause, parts]) => `${clause} ${parts.join(', ')}`)
      .join(' ');
    const ConditionExpression = condition(x);
    return held(
      this.client.send(
        new UpdateItemCommand({
          TableName: this.tableName,
          Key: keyAttributes(key),
          UpdateExpression,
          ConditionExpression,
          ...x.names,
          ...x.values,
        }),
      ),
    );
  }
}

/** A condition that does not hold is an answer; whatever else goes wrong is thrown. */
async function held(sent: Promise<unknown>): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
