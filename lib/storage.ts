import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.js';
import type { Stage } from './stages.js';

export interface StorageProps {
  readonly stage: Stage;
  readonly alarms: Alarms;
  /** A table that was restored from a backup, to be used instead of the stack's own (docs/deploy.md). */
  readonly restored?: string | undefined;
}

/** The one table. Every decision is one conditional write of one item of it; the three indexes are sparse. */
export class Storage extends Construct {
  public readonly table: ITable;
  /** Named one by one where rights are granted, so that no grant needs a wildcard. */
  public readonly indexArns: readonly string[];

  public constructor(scope: Construct, id: string, { stage, alarms, restored }: StorageProps) {
    super(scope, id);
    this.table = restored === undefined ? this.make(stage) : this.take(restored, stage);
    this.indexArns = indexNames.map((name) => `${this.table.tableArn}/index/${name}`);
    alarms.onTable(this.table, indexNames);
  }

  /** By its name it is the stage's: no stage takes another's data, nor what an unset variable has named. */
  private take(restored: string, stage: Stage) {
    const prefix = `pigeonhole-${stage.name}-`;
    if (!restored.startsWith(prefix) || !/^[\w.-]{3,255}$/.test(restored))
      throw new RangeError(`a table restored for ${stage.name} is called ${prefix}…, not '${restored}'`);
    return Table.fromTableName(this, 'restored', restored);
  }

  private make(stage: Stage) {
    const table = new Table(this, 'table', {
      partitionKey: string('pk'),
      sortKey: string('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'ttl', // For garbage only: no decision waits for a deletion.
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
    });
    // Only a door that can be offered has `freeIn`, so that finding one reads free doors and no others.
    table.addGlobalSecondaryIndex({
      indexName: 'free-doors',
      partitionKey: string('freeIn'),
      sortKey: string('freeRank'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['size', 'accessible'],
    });
    // Only what still owes an effect has `dueShard`; on-sweep asks each shard every minute.
    table.addGlobalSecondaryIndex({
      indexName: 'due',
      partitionKey: string('dueShard'),
      sortKey: { name: 'dueAtMs', type: AttributeType.NUMBER },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    // The lists that people read: everything of a site, by kind and order.
    table.addGlobalSecondaryIndex({
      indexName: 'by-site',
      partitionKey: string('inSite'),
      sortKey: string('siteSort'),
      projectionType: ProjectionType.ALL,
    });
    return table;
  }
}

export const indexNames = ['free-doors', 'due', 'by-site'] as const;

function string(name: string) {
  return { name, type: AttributeType.STRING };
}
