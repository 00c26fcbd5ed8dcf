import { GetItemCommand, QueryCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { fromAttributes, keyAttributes } from './codec.js';
import { Expression, type Condition } from './expression.js';
import type { Key } from './table.js';

export type Item = Key & Record<string, unknown>;

export interface QueryOf {
  index?: { name: string } | undefined;
  where: Condition;
  /** Of each item these attributes alone, by their long names; all of them if not given. */
  attributes?: readonly string[] | undefined;
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

/** What is read of the one table, in our own words: names and values are short there, and long again on the way out. */
export class TableReads {
  public constructor(private readonly options: { client: () => DynamoDBClient; tableName: string }) {}

  public async get(key: Key, { isConsistent }: { isConsistent: boolean }): Promise<Item | undefined> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.tableName, Key: keyAttributes(key), ConsistentRead: isConsistent }),
    );
    return Item && toItem(Item);
  }

  /** Is it there? Eventually consistent, and reads no more of it than its key. */
  public async exists(key: Key): Promise<boolean> {
    const { Item } = await this.client.send(
      new GetItemCommand({
        TableName: this.tableName,
        Key: keyAttributes(key),
        ProjectionExpression: 'pk',
      }),
    );
    return Item !== undefined;
  }

  public async query({ index, where, attributes, ...how }: QueryOf): Promise<QueryAnswer> {
    const { limit, newestFirst, after, isConsistent } = how;
    const x = new Expression();
    const KeyConditionExpression = where(x);
    const { Items = [], LastEvaluatedKey } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        IndexName: index?.name,
        KeyConditionExpression,
        ProjectionExpression: attributes?.map((name) => x.name(name)).join(),
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
  public queryAll(query: QueryOf): Promise<Item[]> {
    return this.queryUpTo(Infinity, query);
  }

  /** The first of a list, so many at most. */
  public async queryUpTo(most: number, query: QueryOf): Promise<Item[]> {
    const items: Item[] = [];
    let after: QueryOf['after'];
    for (let page = 0; page < pagesMax; page++) {
      const limit = Number.isFinite(most) ? most - items.length : query.limit;
      const answer = await this.query({ ...query, limit, after });
      items.push(...answer.items);
      after = answer.lastKey;
      if (!after || items.length >= most) return items;
    }
    throw new Error(`a list is longer than ${pagesMax} pages: read it by the page`);
  }

  protected get client(): DynamoDBClient {
    return this.options.client();
  }

  protected get tableName(): string {
    return this.options.tableName;
  }
}

const toItem = (stored: Record<string, AttributeValue>): Item => fromAttributes(stored) as Item;
