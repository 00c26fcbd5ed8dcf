import type { Mailbox } from './bank-mailbox.js';
import type { Asked } from './bank-options.js';

/** What people ask at a bank's screen: each tap sequence under a number of its own. */
export class BankAsks {
  /** The last lease of each compartment, which the buttons on the screen continue. */
  readonly leases = new Map<string, string>();
  private readonly mailbox: Mailbox;
  private requests = 0;

  constructor(mailbox: Mailbox) {
    this.mailbox = mailbox;
  }

  ask(type: string, body: Record<string, unknown>): Asked {
    const requestId = `r${this.mailbox.bootCount}-${this.requests++}`;
    return { requestId, messageId: this.mailbox.post('access', { type, requestId, ...body }) };
  }

  /** Throws for a compartment of which no lease was ever shown. */
  continueLease(type: string, compartmentId: string): Asked {
    const leaseId = this.leases.get(compartmentId);
    if (!leaseId) throw new Error(`this bank was never given a lease of door ${compartmentId}`);
    return this.ask(type, { compartmentId, leaseId });
  }
}
