import { createHash, randomInt, randomUUID } from 'node:crypto';
import type { Journal } from '../journal.js';
import { jsonService, ServiceError, type ServiceHandler } from './service.js';

/** The parts of GenerateSecretString that run here. */
export interface GenerateSecretString {
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly IncludeSpace?: boolean;
  readonly RequireEachIncludedType?: boolean;
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
}

export interface SecretConfig {
  readonly name: string;
  readonly arn: string;
  /** A value that the template gives, or how to make one; a value made once is kept. */
  readonly value: { readonly given: string } | { readonly generate: GenerateSecretString };
}

export interface StoredSecret {
  readonly value: string;
  readonly versionId: string;
  readonly createdAtMs: number;
}

const CHARACTERS = {
  lowercase: 'abcdefghijklmnopqrstuvwxyz',
  uppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  numbers: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};

export class Secrets {
  private readonly configs = new Map<string, SecretConfig>();

  public constructor(private readonly stored: Journal<StoredSecret>) {}

  public add(config: SecretConfig, nowMs: number): void {
    this.configs.set(config.name, config);
    this.configs.set(config.arn, config);
    const value = 'given' in config.value ? config.value.given : undefined;
    const kept = this.stored.get(config.name);
    if (kept && (value === undefined || kept.value === value)) return;
    const fresh = value ?? generate('generate' in config.value ? config.value.generate : {});
    this.stored.set(config.name, { value: fresh, versionId: randomUUID(), createdAtMs: nowMs });
  }

  /** What the bundles call as Secrets Manager: reading the current value, by name or ARN. */
  public readonly service: ServiceHandler = jsonService({
    GetSecretValue: ({ SecretId, VersionStage = 'AWSCURRENT' }) => {
      const config = typeof SecretId === 'string' ? this.configs.get(SecretId) : undefined;
      const secret = config && this.stored.get(config.name);
      if (!config || !secret || VersionStage !== 'AWSCURRENT')
        throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      return {
        ARN: config.arn,
        Name: config.name,
        VersionId: secret.versionId,
        SecretString: secret.value,
        VersionStages: ['AWSCURRENT'],
        CreatedDate: secret.createdAtMs / 1000,
      };
    },
  });
}

/** AWS puts six characters behind a secret's name; here they follow from the name, so they survive a restart. */
export function secretSuffix(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 6);
}

function generate(rules: GenerateSecretString): string {
  const password = generatePassword(rules);
  if (rules.GenerateStringKey === undefined) return password;
  const template = JSON.parse(rules.SecretStringTemplate ?? '{}') as Record<string, unknown>;
  return JSON.stringify({ ...template, [rules.GenerateStringKey]: password });
}

function generatePassword(rules: GenerateSecretString): string {
  const length = rules.PasswordLength ?? 32;
  const kinds = [
    rules.ExcludeLowercase ? '' : CHARACTERS.lowercase,
    rules.ExcludeUppercase ? '' : CHARACTERS.uppercase,
    rules.ExcludeNumbers ? '' : CHARACTERS.numbers,
    rules.ExcludePunctuation ? '' : CHARACTERS.punctuation,
    rules.IncludeSpace ? ' ' : '',
  ];
  const allowed = kinds.map((kind) => [...kind].filter((one) => !(rules.ExcludeCharacters ?? '').includes(one)));
  const filled = allowed.filter((kind) => kind.length > 0);
  const everything = filled.flat();
  if (everything.length === 0 || length < filled.length) throw new Error('GenerateSecretString leaves no characters');
  for (;;) {
    const password = Array.from({ length }, () => everything[randomInt(everything.length)]!).join('');
    const hasEach = filled.every((kind) => kind.some((one) => password.includes(one)));
    if (hasEach || rules.RequireEachIncludedType === false) return password;
  }
}
