import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledgeSecret } from './nag/acknowledgements.js';
import type { Stage } from './stages.js';

export interface CodeSecretProps {
  readonly stage: Stage;
}

/**
 * The one secret from which pickup codes are derived and by which they are looked up. AWS makes it; nobody needs to know it. A
 * rotation puts one more key into it (docs/deploy.md); another rule here would make CloudFormation put in one of its own, and
 * every code that is out there would be dead.
 */
export class CodeSecret extends Construct {
  public readonly secret: Secret;

  public constructor(scope: Construct, id: string, { stage }: CodeSecretProps) {
    super(scope, id);
    this.secret = new Secret(this, 'secret', {
      description:
        'Pickup codes are derived from this. Rotate it as docs/deploy.md says: another value makes every code that is out there useless.',
      // 64 of 62 letters and digits are 381 bits: more than the 256 that HMAC-SHA-256 can use.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: stage.removalPolicy,
    });
    acknowledgeSecret(this.secret);
  }
}
