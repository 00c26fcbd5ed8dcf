import { App } from 'aws-cdk-lib';
import { addChecks } from '../lib/nag/checks.js';
import { PigeonholeStack } from '../lib/pigeonhole-stack.js';
import { stageNamed } from '../lib/stages.js';

/** One stack for one stage: `-c stage=prod` chooses, dev is the default. Account and region are those it is deployed with. */
const app = new App();
const stage = stageNamed(String(app.node.tryGetContext('stage') ?? 'dev'));
const alarmEmail = app.node.tryGetContext('alarmEmail') as string | undefined;
const integrations = app.node.tryGetContext('integrations') as string | undefined;
const restoredTable = app.node.tryGetContext('restoredTable') as string | undefined;
new PigeonholeStack(app, `pigeonhole-${stage.name}`, {
  stage,
  description: 'Pigeonhole: a backend for smart parcel lockers that knows what is in each door.',
  ...(alarmEmail === undefined ? {} : { alarmEmail }),
  ...(integrations === undefined ? {} : { integrations }),
  ...(restoredTable === undefined ? {} : { restoredTable }),
});
addChecks(app);
