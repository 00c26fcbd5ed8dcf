import type { Refusal } from '../domain/decide/decision.js';
import type { BankId } from '../domain/ids.js';
import { foundByCode } from './code-keys.js';
import type { Bank, Courier, Ports } from './ports.js';

/** The courier whose code was typed at this bank, if it is one who may act at its site now. */
export async function courierAt(
  ports: Ports,
  { bankId, courierCode, nowMs }: { bankId: BankId; courierCode: string; nowMs: number },
): Promise<{ bank: Bank; courier: Courier } | { refusal: Refusal }> {
  const bank = await ports.directory.bank(bankId);
  if (!bank) return { refusal: 'no-such-door' };
  const { siteId } = bank;
  const given = { scope: `courier:${siteId}`, code: courierCode };
  const courier = await foundByCode(ports.secrets, given, ports.directory.courierByCode);
  const isValid = courier?.siteId === siteId && !courier.revoked;
  const isNow = courier !== undefined && courier.validFromMs <= nowMs && nowMs < courier.validUntilMs;
  return isValid && isNow ? { bank, courier } : { refusal: 'unknown-courier' };
}
