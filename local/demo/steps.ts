import type { ScreenShown } from '../../simulator/bank-json.js';
import type { MqttBank } from '../mqtt-bank.js';
import type { Person } from './people.js';
import type { Scene } from './story.js';

/** A courier asks for a door and is given one. */
export async function reserve(
  at: Person,
  { bank }: MqttBank,
  courierCode: string,
  unit: string,
  tell: Scene['tell'],
): Promise<string> {
  tell(`the courier types a code and unit ${unit} at ${bank.bankId}`);
  const screen = await at.tap(() => bank.requestDeposit({ courierCode, recipient: { unit }, size: 'S' }));
  return doorOf(screen);
}

export async function enterCode(at: Person, { bank }: MqttBank, phone: string, tell: Scene['tell']): Promise<string> {
  const code = await at.codeSentTo(phone);
  tell('the code from the message is entered');
  return doorOf(await at.tap(() => bank.requestPickup(code)));
}

export function doorOf({ compartmentId, code, lines }: ScreenShown): string {
  if (compartmentId) return compartmentId;
  throw new Error(`the bank's screen says ${code}: ${lines.join(' ')}`);
}

/** What the sensors said, from the log line that every verdict leaves. */
export function verdict({ lines }: ScreenShown, door: string, { tell, system }: Pick<Scene, 'tell' | 'system'>): void {
  const line = Object.keys(system.functions())
    .flatMap((name) => system.logs(name))
    .findLast((entry) => entry.includes('"verdict"') && entry.includes(`"${door}"`));
  const logged = line ? (JSON.parse(line) as { event?: string; llr?: number }) : undefined;
  if (logged)
    tell(`verdict at ${door}: ${verdictOf[logged.event ?? ''] ?? 'unclear'} (LLR ${logged.llr}), ${logged.event}`);
  tell(`the screen says: ${lines.join(' ')}`);
}

/** What each event of a door cycle says of the door's content. */
const verdictOf: Record<string, string> = {
  'deposit-verified': 'present',
  'deposit-found-empty': 'absent',
  'pickup-verified': 'absent',
  'return-verified': 'absent',
  'parcel-left-behind': 'present',
};
