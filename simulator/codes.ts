import type { Secrets } from '../app/ports.js';
import type { Door } from '../domain/door.js';
import type { Violate } from './violation.js';

/** Which code was entered for which pickup: one that was replaced opens nothing. */
export class Codes {
  private readonly secrets: Secrets;
  private readonly violate: Violate;
  private readonly codeOf = new Map<string, string>();

  constructor(secrets: Secrets, violate: Violate) {
    this.secrets = secrets;
    this.violate = violate;
  }

  entered(bankId: string, requestId: string, code: string): void {
    this.codeOf.set(`${bankId}/${requestId}`, code);
  }

  /** A pickup was granted to this request. One that continues a lease at the screen has entered none. */
  opened(requestId: string, { bankId, stay }: Door): void {
    const code = this.codeOf.get(`${bankId}/${requestId}`);
    if (!stay || code === undefined) return;
    const { id, generation } = stay;
    void this.secrets.pickupCode(id, generation).then((valid) => {
      if (valid !== code)
        this.violate('a replaced code opens nothing', `${id}, generation ${generation}: ${requestId}`);
    });
  }
}
