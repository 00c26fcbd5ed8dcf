import { faults, type FaultName } from '../../simulator/faults/index.js';
import type { VirtualBank } from '../../simulator/virtual-bank.js';
import type { MqttBank } from '../mqtt-bank.js';

type Act = (at: MqttBank, args: string[]) => string | undefined | void;

/** Single movements, each a line with what it needs: for scripts, and for who wants to do one thing wrong. */
const words: Readonly<Record<string, Act>> = {
  deposit: ({ bank }, [courierCode = '', unit = '', size = 'S']) =>
    void bank.requestDeposit({ courierCode, recipient: { unit }, size: size as 'S' }),
  pickup: ({ bank }, [code = '']) => void bank.requestPickup(code),
  open: ({ bank }, [door = '']) => `  door ${door} is ${bank.pull(door) ? 'open' : 'locked'}`,
  close: ({ bank }, [door = '']) => bank.close(door),
  put: ({ bank }, [door = '', mm = '60', grams = '500']) =>
    bank.place(door, { id: `thing-${Date.now()}`, thicknessMm: Number(mm), grams: Number(grams) }),
  take: ({ bank }, [door = '']) => void bank.take(door),
  reopen: ({ bank }, [door = '']) => void bank.reopen(door),
  confirm: ({ bank }, [door = '']) => void bank.confirm(door),
  cancel: ({ bank }, [door = '']) => void bank.cancel(door),
  key: ({ bank }, [door = '']) => bank.openWithKey(door),
  jam: ({ bank }, [door = '']) => bank.jam(door),
  mend: ({ bank }, [door]) => (door ? bank.hardware.repairDoor(door) : bank.hardware.repairBank()),
  fault: ({ bank }, [name = '', compartmentId, other]) =>
    bank.hardware.strike(name as FaultName, { compartmentId, other }),
  faults: ({ bank }) => `  there are: ${faults.map(({ name }) => name).join(', ')}\n${standing(bank)}`,
  unplug: (at) => at.unplug(),
  plug: (at) => at.plug(),
  reboot: ({ bank }) => bank.reboot(),
  battery: ({ bank }, [percent = '90']) => bank.runOn('battery', Number(percent)),
  mains: ({ bank }) => bank.runOn('mains'),
};

function standing({ hardware }: VirtualBank): string {
  const wrong = hardware.wrong().map(({ name, compartmentId, sensor, other }) => [name, compartmentId, sensor, other]);
  return `  wrong now: ${wrong.map((words) => words.filter(Boolean).join(' ')).join(', ') || 'nothing'}`;
}

export const wordsHelp = `  deposit CODE UNIT [SIZE]     a courier asks for a door
  pickup CODE                  a resident enters a code
  open DOOR, close DOOR        pull the door while the lock clicks; push it shut
  put DOOR [MM] [GRAMS]        put a thing in (60 mm, 500 g)
  take DOOR                    take everything out
  reopen|confirm|cancel DOOR   the buttons on the screen
  key DOOR, jam DOOR, unplug, plug, reboot, quit
  fault NAME [DOOR [DOOR]]     something breaks (two doors: their wires are swapped); faults says what there is
  mend [DOOR]                  somebody comes and mends the door, or the bank as a whole
  battery [PERCENT], mains     what it runs on`;

export const wordNames = Object.keys(words);

/** Does what a line says, and answers with what there is to say of it; undefined: there is no such word. */
export function actOn(at: MqttBank, [word = '', ...args]: string[]): string | undefined {
  const act = Object.hasOwn(words, word) ? words[word] : undefined;
  return act && (act(at, args) ?? '');
}
