import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface AssemblyFixture {
  readonly resources: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly conditions?: Record<string, unknown>;
  /** Source of each asset's index.mjs, by its name; `codeOf(name)` is what a function's Code says. */
  readonly bundles?: Record<string, string>;
}

export const temporaryDirectory = () => mkdtempSync(path.join(tmpdir(), 'pigeonhole-test-'));

/** Writes what `cdk synth` would write of one stack named `trial`, and answers with the directory. */
export function writeAssembly({ resources, outputs, conditions, bundles = {} }: AssemblyFixture): string {
  const directory = temporaryDirectory();
  const write = (name: string, content: unknown) => writeFileSync(path.join(directory, name), JSON.stringify(content));
  const files: Record<string, unknown> = {};
  for (const [name, source] of Object.entries(bundles)) {
    mkdirSync(path.join(directory, `asset.${name}`));
    writeFileSync(path.join(directory, `asset.${name}`, 'index.mjs'), source);
    files[name] = {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { any: { bucketName: 'assets', objectKey: `${name}.zip` } },
    };
  }
  write('manifest.json', {
    artifacts: {
      'trial.assets': { type: 'cdk:asset-manifest', properties: { file: 'trial.assets.json' } },
      trial: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: 'trial.template.json' },
      },
    },
  });
  write('trial.assets.json', { files });
  write('trial.template.json', {
    Resources: resources,
    Outputs: outputs,
    Conditions: conditions,
    Parameters: { BootstrapVersion: { Type: 'String', Default: '/cdk-bootstrap/version' } },
  });
  return directory;
}

export function functionResource(bundle: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: bundle,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: {
        S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}-${AWS::Region}' },
        S3Key: `${bundle}.zip`,
      },
      ...more,
    },
  };
}
