import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parsePolicy, type Policy } from './iot-policy.js';

export interface IotThing {
  readonly thingName: string;
  readonly thingId: string;
  attributes: Record<string, string>;
  thingTypeName?: string;
  /** Ids of the certificates attached to it. */
  principals: string[];
}

export type CertificateStatus = 'ACTIVE' | 'INACTIVE' | 'REVOKED';

export interface IotCertificate {
  readonly certificateId: string;
  readonly certificatePem: string;
  status: CertificateStatus;
  /** Names of the policies attached to it. */
  policies: string[];
}

export interface IotRegistryOptions {
  readonly accountId: string;
  readonly region: string;
  /** Where things, certificates and attachments are kept across a restart; nowhere when absent. Policies are not kept. */
  readonly file?: string;
}

interface Kept {
  readonly things: IotThing[];
  readonly certificates: IotCertificate[];
}

/** What AWS IoT knows of devices: things, certificates, policies, and which is attached to which. */
export class IotRegistry {
  public readonly accountId: string;
  public readonly region: string;
  /** Grows with every change, so that what was decided on an earlier state can be forgotten. */
  public version = 0;
  private readonly file: string | undefined;
  private readonly thingsByName = new Map<string, IotThing>();
  private readonly certificatesById = new Map<string, IotCertificate>();
  private readonly policiesByName = new Map<string, Policy>();
  private readonly listeners: (() => void)[] = [];

  /** @throws Error when the file is there but is not what this wrote. */
  public constructor({ accountId, region, file }: IotRegistryOptions) {
    this.accountId = accountId;
    this.region = region;
    this.file = file;
    if (file === undefined || !existsSync(file)) return;
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Kept>;
    if (!kept.things || !kept.certificates)
      throw new Error(`${file} is not an IoT registry: move it away to start anew`);
    for (const thing of kept.things) this.thingsByName.set(thing.thingName, thing);
    for (const certificate of kept.certificates) this.certificatesById.set(certificate.certificateId, certificate);
  }

  public thing(thingName: string): IotThing | undefined {
    return this.thingsByName.get(thingName);
  }

  public things(): IotThing[] {
    return [...this.thingsByName.values()];
  }

  public certificate(certificateId: string): IotCertificate | undefined {
    return this.certificatesById.get(certificateId);
  }

  public hasPolicy(policyName: string): boolean {
    return this.policiesByName.has(policyName);
  }

  public policiesOf(certificateId: string): Policy[] {
    const names = this.certificate(certificateId)?.policies ?? [];
    return names.flatMap((name) => this.policiesByName.get(name) ?? []);
  }

  /** @throws Error when the document holds what the stand-in does not know. */
  public putPolicy(policyName: string, document: unknown): void {
    this.policiesByName.set(policyName, parsePolicy(policyName, document));
    this.changed();
  }

  public putThing(thing: Omit<IotThing, 'thingId' | 'principals'>): IotThing {
    const made: IotThing = { ...thing, thingId: randomUUID(), principals: [] };
    this.thingsByName.set(thing.thingName, made);
    this.changed();
    return made;
  }

  public deleteThing(thingName: string): void {
    this.thingsByName.delete(thingName);
    this.changed();
  }

  public putCertificate(certificate: Omit<IotCertificate, 'policies'>): void {
    const policies = this.certificate(certificate.certificateId)?.policies ?? [];
    this.certificatesById.set(certificate.certificateId, { ...certificate, policies });
    this.changed();
  }

  public deleteCertificate(certificateId: string): void {
    this.certificatesById.delete(certificateId);
    this.changed();
  }

  /** Applies a change to a thing or a certificate that this registry gave out, and keeps it. */
  public change(apply: () => void): void {
    apply();
    this.changed();
  }

  public onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  public arn(kind: 'thing' | 'cert' | 'client' | 'topic' | 'topicfilter', name: string): string {
    return `arn:aws:iot:${this.region}:${this.accountId}:${kind}/${name}`;
  }

  private changed(): void {
    this.version++;
    this.keep();
    for (const listener of this.listeners) listener();
  }

  /** Written beside and renamed, so that a kill in the middle leaves the file whole. */
  private keep(): void {
    if (this.file === undefined) return;
    const kept: Kept = { things: this.things(), certificates: [...this.certificatesById.values()] };
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify(kept, null, 2), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }
}
