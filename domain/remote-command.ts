/** What a bank can be told to do from afar, by a person through the API or by a playbook. */
export const remoteCommandTypes = [
  'open',
  'pulse-lock',
  'sample',
  'recalibrate',
  'self-test',
  'restart',
  'set-debounce',
  'resend',
  'display',
] as const;
export type RemoteCommandType = (typeof remoteCommandTypes)[number];

/** How a `pulse-lock` moves the lock: as every pulse of it, or for as long as its maker allows. */
export const lockPulses = ['usual', 'long'] as const;
export type LockPulse = (typeof lockPulses)[number];

/** What a `restart` starts again. */
export const restartable = ['controller', 'lock-rail', 'sensor'] as const;
export type Restartable = (typeof restartable)[number];

/**
 * How long a door's switch must say the same before it is believed, milliseconds. Contacts bounce for some milliseconds, and with vibration
 * for some hundred (a door controller in the field takes at most 500: Identiv ICPAM 3.0, web help, Debounce Timer); nobody pulls a door open and has it shut
 * again within a second. An assumption.
 */
export const debounceMsRange = { least: 10, longest: 1_000 } as const;
