import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { decode, encode } from './codec.js';
import { Expression, isAbsent, type Condition, type Path } from './expression.js';
import type { Key } from './table.js';

export type Item = Key & Record<string, unknown>;

export interface Update {
  /** `undefined` removes. */
  set?: readonly (readonly [Path, unknown])[];
  remove?: readonly Path[];
  add?: Readonly<Record<string, number>>;
  condition: Condition;
}

export interface QueryOf {
  index?: { name: string } | undefined;
  where: Condition;
  limit?: number;
  newestFirst?: boolean;
  after?: Record<string, AttributeValue> | undefined;
  isConsistent?: boolean;
}

export interface QueryAnswer {
  items: Item[];
  /** Set where there is more. */
  lastKey?: Record<string, AttributeValue> | undefined;
}

/** How many pages of a megabyte a list read whole may have; what is longer is read by the page. */
const pagesMax = 20;

/** The one table in our own words: names and values are shortened on the way in, and long again on the way out. */
export class TableAccess {
  public constructor(private readonly options: { client: () => DynamoDBClient; tableName: string }) {}

  public async get(key: Key, { isConsistent }: { isConsistent: boolean }): Promise<Item | undefined> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.tableName, Key: marshall(key), ConsistentRead: isConsistent }),
    );
    return Item && toItem(Item);
  }

  /** Is it there? Eventually consistent, and reads no more of it than its key. */
  public async exists(key: Key): Promise<boolean> {
    const { Item } = await this.client.send(
      new GetItemCommand({
        TableName: this.tableName,
        Key: marshall(key),
        ProjectionExpression: 'pk',
      }),
    );
    return Item !== undefined;
  }

  public async put(item: Item): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.tableName, Item: toStored(item) }));
  }

  /** `false`: the condition, by default that there is none with this key, does not hold. */
  public async putIf(item: Item, condition: Condition = isAbsent): Promise<boolean> {
    const x = new Expression();
    const ConditionExpression = condition(x);
    return held(
      this.client.send(
        new PutItemCommand({
          TableName: this.tableName,
          Item: toStored(item),
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
          Key: marshall(key),
          UpdateExpression,
          ConditionExpression,
          ...x.names,
          ...x.values,
        }),
      ),
    );
  }

  public async query({ index, where, limit, newestFirst, after, isConsistent }: QueryOf): Promise<QueryAnswer> {
    const x = new Expression();
    const KeyConditionExpression = where(x);
    const { Items = [], LastEvaluatedKey } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        IndexName: index?.name,
        KeyConditionExpression,
        Limit: limit,
        ScanIndexForward: !newestFirst,
        ConsistentRead: isConsistent ?? false,
        ExclusiveStartKey: after,
        ...x.names,
        ...x.values,
      }),
    );
    return { items: Items.map(toItem), lastKey: LastEvaluatedKey };
  }

  /** A list whole. */
  public async queryAll(query: QueryOf): Promise<Item[]> {
    const items: Item[] = [];
    let after: QueryOf['after'];
    for (let page = 0; page < pagesMax; page++) {
      const answer = await this.query({ ...query, after });
      items.push(...answer.items);
      after = answer.lastKey;
      if (!after) return items;
    }
    throw new Error(`a list is longer than ${pagesMax} pages: read it by the page`);
  }

  private get client(): DynamoDBClient {
    return this.options.client();
  }

  private get tableName(): string {
    return this.options.tableName;
  }
}

const toStored = (item: Item): Record<string, AttributeValue> =>
  marshall(encode(item), { removeUndefinedValues: true }) as Record<string, AttributeValue>;

const toItem = (stored: Record<string, AttributeValue>): Item => decode(unmarshall(stored)) as Item;

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
