import type { App } from 'aws-cdk-lib';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { IotChecks } from './iot-rules.js';

/** What every synth is held to, each as an error: two public packs and our own for IoT, of which the public ones know nothing. */
export function addChecks(app: App) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app), new IotChecks(app));
}
