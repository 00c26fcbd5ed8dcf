import { expect } from 'vitest';
import { lookalike, scenario } from './scenario.js';
import { box, day, hour, minute, second } from './town.js';

scenario('bank-offline', 'away for a day: people are told after two hours, a visit after eight', async (town) => {
  await town.disconnect();
  await town.pass(2 * hour - minute);
  expect(town.incidents()).toEqual([]); // It shows in the bank's presence, and there is nothing to be done yet.
  await town.pass(day);
  expect(town.incidents()).toEqual(['bank-offline dispatched']);
  expect(town.story('bank-offline')).toEqual([
    '+0 s raised',
    '+0 s tell-manager',
    '+0 s tell-technician',
    '+6 h visit: network-kit, power-supply, controller, tools',
  ]);
  expect(town.alerts()).toEqual([
    '+0 s manager: bank-offline',
    '+0 s technician: bank-offline',
    '+6 h technician: bank-offline visit',
  ]);
});

scenario(
  'bank-offline',
  'away for five hours, as a provider’s fault lasts: who was told reads that it is over, and nobody was sent',
  async (town) => {
    await town.disconnect();
    await town.pass(5 * hour);
    await town.connect();
    await town.pass(hour);
    expect(town.incidents()).toEqual(['bank-offline resolved-remotely']);
    expect(town.alerts().slice(2)).toEqual(['+3 h manager: bank-offline over', '+3 h technician: bank-offline over']);
  },
);

lookalike(
  'bank-offline',
  'back after an hour and a half: no case, and what was kept is decided in order',
  async (town) => {
    const door = await town.deposit(box);
    await town.enters();
    await town.disconnect();
    await town.at(door, () => void town.bank.take(door));
    await town.pass(90 * minute);
    expect(await town.doorIs(door)).toBe('stored'); // Nothing was heard of the visit, and its parcel is not given up.
    await town.connect();
    await town.pass(hour);
    expect(await town.doorIs(door)).toBe('free');
    expect(town.incidents()).toEqual([]);
    expect(town.alerts()).toEqual([]);
  },
);

lookalike('bank-offline', 'comes and goes all day, for two minutes each time: flaps are nothing', async (town) => {
  for (let i = 0; i < 80; i++) {
    await town.disconnect();
    await town.pass(2 * minute);
    await town.connect();
    await town.pass(10 * minute);
  }
  expect(town.incidents()).toEqual([]);
});

scenario(
  'bank-offline',
  'a line that is away for twenty minutes of every forty, and never for two hours: people are told on its first day',
  async (town) => {
    for (let i = 0; i < 11; i++) {
      await town.disconnect();
      await town.pass(20 * minute);
      await town.connect();
      await town.pass(20 * minute);
    }
    expect(town.incidents()).toEqual(['bank-offline resolved-remotely']);
    expect(town.alerts().slice(0, 2)).toEqual(['+0 s manager: bank-offline', '+0 s technician: bank-offline']);
  },
);

scenario('messages-out-of-order', 'a cycle comes twice and after the next one: one verdict each', async (town) => {
  const door = await town.asks();
  const { commandId = '' } = town.house.opens()[0] ?? {};
  const authority = { kind: 'command', commandId };
  const closed = (doorCycle: number, [from, to]: [number, number]) => ({
    ...{ type: 'door-closed', compartmentId: door, doorCycle, authority },
    ...{ openedUptimeMs: town.bank.clock.uptimeMs() - 8_000, closedUptimeMs: town.bank.clock.uptimeMs() },
    ...{ before: town.looks(from), after: town.looks(to) },
  });
  await town.pass(20 * second);
  const [first, next] = [closed(1, [500, 500]), closed(2, [500, 400])];
  for (const message of [next, first, first, next]) await town.says('door', message);
  expect(await town.doorIs(door)).toBe('stored');
  expect(town.messages()).toEqual(['parcel-stored']);
  expect(town.incidents()).toEqual([]);
});

scenario(
  'messages-out-of-order',
  'a cycle that never arrived shows in the heartbeat, is asked for, and is decided',
  async (town) => {
    const door = await town.deposit(box);
    await town.enters();
    await town.losing(() => town.at(door, () => void town.bank.take(door)));
    expect(await town.doorIs(door)).toBe('collecting');
    await town.pass(20 * minute);
    expect(town.commands('resend')).toContain(`resend ${door}`);
    expect(await town.doorIs(door)).toBe('free');
    expect(town.incidents()).toEqual([]);
  },
);

scenario('command-replayed', 'the broker delivers an open twice, and once more later: one opening', async (town) => {
  const door = await town.asks();
  await town.commandAgain('open');
  await town.at(door, () => town.bank.place(door, box));
  await town.pass(minute);
  await town.commandAgain('open');
  expect(town.bank.pull(door)).toBe(false);
  expect(town.answers()).toContain('refused duplicate');
  expect(await town.doorIs(door)).toBe('stored');
  expect(town.incidents()).toEqual([]);
});

scenario(
  'command-unknown',
  'silence until the window’s end: held, asked three times, never opened again, then a person’s',
  async (town) => {
    await town.losing(async () => {
      await town.asks();
      town.bank.pull('A01');
      await town.pass(minute / 2);
      town.isDeaf = true;
      await town.shut('A01');
    });
    await town.pass(2 * day);
    expect(town.incidents()).toEqual(['command-unknown A01 resolving']);
    expect(await town.doorIs('A01')).toMatch(/^held unaccounted/);
    expect(town.story('command-unknown')).toEqual([
      '+0 s raised',
      '+0 s ask-what-became-of-it',
      '+15 min ask-what-became-of-it again',
      '+30 min ask-what-became-of-it again',
      '+45 min tell-manager',
      '+1 d 45 min waits',
    ]);
    expect(town.commands('open')).toEqual(['open A01']);
    expect(town.alerts()).toEqual(['+45 min manager: command-unknown']);
  },
);

scenario(
  'command-unknown',
  'the bank never had the command, and says so when it is asked: the door is free, nobody was told',
  async (town) => {
    town.isDeaf = true; // Its subscription is broken: it is heard, and hears nothing.
    await town.asks();
    await town.pass(8 * minute);
    expect(await town.doorIs('A01')).toBe('held unaccounted, reserved');
    town.isDeaf = false;
    await town.pass(hour);
    expect(town.incidents()).toEqual(['command-unknown A01 resolved-remotely']);
    expect(town.answers()).toContain('expired never-came');
    expect(await town.offered()).toContain('A01');
    expect(town.alerts()).toEqual([]);
  },
);

scenario('command-unknown', 'the cycle arrives when it is asked for: over, and nobody was told', async (town) => {
  await town.losing(async () => {
    await town.asks();
    await town.at('A01', () => town.bank.place('A01', box));
    await town.pass(10 * minute);
  });
  await town.pass(hour);
  expect(town.incidents()).toEqual(['command-unknown A01 resolved-remotely']);
  expect(await town.doorIs('A01')).toBe('stored');
  expect(town.messages()).toEqual(['parcel-stored']);
  expect(town.alerts()).toEqual([]);
});

scenario(
  'power-lost',
  'the mains are away: no deposits, the manager, the technician, and a visit after four hours',
  async (town) => {
    await town.deposit(box);
    town.bank.runOn('battery', 100);
    await town.pass(second);
    expect(await town.asks()).toBe('');
    expect(town.bank.screen?.code).toBe('on-battery');
    await town.pass(5 * hour);
    expect(town.incidents()).toEqual(['power-lost dispatched']);
    expect(town.story('power-lost')).toEqual([
      '+0 s raised',
      '+0 s wait-for-the-mains',
      '+15 min tell-manager',
      '+2 h 15 min tell-technician',
      '+4 h 15 min visit: power-supply, backup-battery, tools',
    ]);
    expect(town.alerts()).toEqual([
      '+15 min manager: power-lost',
      '+2 h 15 min technician: power-lost',
      '+4 h 15 min technician: power-lost visit',
    ]);
    expect(await town.pickup()).toBe('collected'); // What is in can be fetched.
  },
);

scenario(
  'power-lost',
  'the battery is empty before the mains are back: the bank is away because of them, which is no case of its own',
  async (town) => {
    town.bank.runOn('battery', 20);
    await town.pass(10 * minute);
    await town.disconnect();
    await town.pass(3 * hour);
    expect(town.incidents()).toEqual(['power-lost resolving']);
    expect(town.alerts()).toEqual(['+15 min manager: power-lost', '+2 h 15 min technician: power-lost']);
    town.bank.reboot('power-lost');
    await town.connect();
    town.bank.runOn('mains');
    await town.pass(hour);
    expect(town.incidents()).toEqual(['power-lost resolved-remotely']);
  },
);

scenario(
  'power-lost',
  'a manager says that the mains are back, and the bank stays dark: then it is offline, and people are told of that',
  async (town) => {
    town.bank.runOn('battery', 20);
    await town.disconnect();
    await town.pass(3 * hour);
    await town.resolve('power-lost', 'on-site');
    expect(town.incidents()).toEqual(['power-lost resolved-on-site', 'bank-offline resolving']);
    expect(town.alerts().slice(2)).toEqual(['+0 s manager: bank-offline', '+0 s technician: bank-offline']);
    await town.connect();
    await town.pass(hour);
    expect(town.incidents()).toEqual(['power-lost resolved-on-site', 'bank-offline resolved-remotely']);
  },
);

scenario(
  'power-lost',
  'a manager says that it is over, and the bank is there on its battery: not offline',
  async (town) => {
    town.bank.runOn('battery', 100);
    await town.pass(hour);
    await town.resolve('power-lost', 'on-site');
    expect(town.incidents()).toEqual(['power-lost resolved-on-site']);
  },
);

scenario('power-lost', 'the mains are back in ten minutes: over, and nobody was told', async (town) => {
  town.bank.runOn('battery', 100);
  await town.pass(10 * minute);
  town.bank.runOn('mains');
  await town.pass(hour);
  expect(town.incidents()).toEqual(['power-lost resolved-remotely']);
  expect(town.alerts()).toEqual([]);
  expect(await town.asks()).toBe('A01');
});

scenario(
  'boot-loop',
  'six starts in ten minutes: one incident; left to settle, the technician, restarted three times, a visit',
  async (town) => {
    for (let i = 0; i < 400; i++) {
      town.bank.reboot('watchdog');
      await town.pass(90 * second);
    }
    expect(town.incidents()).toEqual(['boot-loop dispatched']);
    expect(town.story('boot-loop').filter((line) => !/ (done|expired|asked)/.test(line))).toEqual([
      '+0 s raised',
      '+0 s let-it-settle',
      '+10 min tell-technician',
      '+10 min restart-controller',
      '+1 h restart-controller again',
      '+1 h 50 min restart-controller again',
      '+2 h 40 min visit: controller, power-supply, tools',
    ]);
    expect(town.alerts()).toEqual(['+10 min technician: boot-loop', '+2 h 40 min technician: boot-loop visit']);
  },
);

scenario('boot-loop', 'the second ordered start ends it: over, and nobody goes', async (town) => {
  while (town.commands('restart').length < 2) {
    town.bank.reboot('watchdog');
    await town.pass(90 * second);
  }
  await town.pass(2 * hour);
  expect(town.incidents()).toEqual(['boot-loop resolved-remotely']);
  expect(town.commands('restart')).toHaveLength(2);
});

scenario(
  'boot-loop',
  'the second ordered start is lost on its way: the same is given again, and ends it',
  async (town) => {
    const loopsUntil = async (restarts: number): Promise<void> => {
      while (town.commands('restart').length < restarts) {
        town.bank.reboot('watchdog');
        await town.pass(90 * second);
      }
    };
    await loopsUntil(1);
    town.isDeaf = true;
    await loopsUntil(2);
    town.isDeaf = false;
    await loopsUntil(3);
    expect(town.incident('boot-loop').position).toMatchObject({ tries: 3, outcome: 'done' });
    expect(town.incident('boot-loop').position.commandId).toMatch(/-2-2$/);
    await town.pass(2 * hour);
    expect(town.incidents()).toEqual(['boot-loop resolved-remotely']);
  },
);

scenario('boot-loop', 'it settles: over, and nobody was told', async (town) => {
  for (let i = 0; i < 6; i++) {
    town.bank.reboot('watchdog');
    await town.pass(30 * second);
  }
  await town.pass(2 * hour);
  expect(town.incidents()).toEqual(['boot-loop resolved-remotely']);
});

lookalike('boot-loop', 'a start a day is no loop', async (town) => {
  for (let i = 0; i < 7; i++) {
    town.bank.reboot('power-cycle');
    await town.pass(day);
  }
  expect(town.incidents()).toEqual([]);
});

scenario(
  'clock-skew',
  'a clock that runs ahead: restarted twice, the technician, and a visit with a clock battery',
  async (town) => {
    town.bank.clock.aheadMs = 90 * second;
    await town.pass(3 * day);
    expect(town.incidents()).toEqual(['clock-skew dispatched']);
    const tried = town.story('clock-skew').filter((line) => !/ (done|expired|asked)/.test(line));
    expect(tried.at(0)).toBe('+0 s raised');
    expect(tried.slice(-2)).toEqual(['+40 min tell-technician', '+1 d 40 min visit: clock-battery, tools']);
    expect(town.incident('clock-skew').severity).toBe('P3');
    expect(town.alerts()).toEqual(['+40 min technician: clock-skew']); // P3: the visit stands in the list.
  },
);

scenario('clock-skew', 'a start fetches the time: over', async (town) => {
  town.bank.hardware.strike('clock-skewed');
  town.bank.clock.aheadMs = 5 * minute;
  await town.pass(3 * hour);
  expect(town.incidents()).toEqual(['clock-skew resolved-remotely']);
  expect(town.alerts()).toEqual([]);
});

scenario(
  'clock-skew',
  'two hours ahead: every command seems to come too late, and the restart that fetches the time is obeyed all the same',
  async (town) => {
    town.bank.hardware.strike('clock-skewed');
    town.bank.clock.aheadMs = 2 * hour;
    await town.pass(3 * hour);
    expect(town.answers()[0]).toBe('done');
    expect(town.answers()).not.toContain('expired');
    expect(town.incidents()).toEqual(['clock-skew resolved-remotely']);
    expect(await town.asks()).toBe('A01');
    expect(town.bank.pull('A01')).toBe(true);
  },
);

scenario(
  'clock-skew',
  'half a minute ahead, where opens live for 20 s: found before anybody is turned away',
  async (town) => {
    town.bank.hardware.strike('clock-skewed');
    town.bank.clock.aheadMs = 30 * second;
    await town.pass(hour);
    expect(town.incidents()).toEqual(['clock-skew resolved-remotely']);
  },
);

scenario(
  'clock-skew',
  'of a bank that says no time: that it calls an open too late which came in time tells of it',
  async (town) => {
    town.onTheWay = ({ atMs: _, ...message }) => message;
    town.bank.hardware.strike('clock-skewed');
    town.bank.clock.aheadMs = 30 * second;
    await town.asks();
    expect(town.answers()[0]).toBe('expired');
    expect(town.story('clock-skew').slice(0, 2)).toEqual(['+0 s raised', '+0 s restart-controller']);
    await town.pass(hour);
    expect(town.incidents()).toEqual(['clock-skew resolved-remotely']);
    expect(town.bank.pull(await town.asks())).toBe(true);
  },
);

scenario(
  'clock-skew',
  'of a bank that calls every open too late, whatever is done: after two cases in vain it is not started again, and the technician is told',
  async (town) => {
    town.onTheWay = ({ atMs: _, ...message }) => message;
    town.bank.clock.aheadMs = 30 * second; // Its clock has no battery: a start sets it to the same.
    for (let visit = 0; visit < 6; visit++) {
      await town.asks();
      await town.pass(3 * hour);
    }
    expect(town.bank.bootCount).toBe(5);
    expect(town.alerts()).toContain('+0 s technician: clock-skew');
  },
);

lookalike('clock-skew', 'half a minute behind is none: each command says the time', async (town) => {
  town.bank.clock.aheadMs = -30 * second;
  await town.pass(day);
  expect(town.incidents()).toEqual([]);
});

lookalike('clock-skew', 'an open that came too late indeed is none', async (town) => {
  town.isDeaf = true;
  await town.asks();
  await town.pass(minute);
  town.isDeaf = false;
  await town.commandAgain('open');
  expect(town.answers()[0]).toBe('expired');
  await town.pass(day);
  expect(town.incidents().filter((one) => one.startsWith('clock-skew'))).toEqual([]);
});

scenario('camera-offline', 'a person reports it: the technician, and a visit after a day', async (town) => {
  await town.report('camera-offline');
  await town.pass(2 * day);
  expect(town.story('camera-offline')).toEqual([
    '+0 s raised',
    '+0 s tell-technician',
    '+1 d visit: camera, network-kit, tools',
  ]);
  expect(town.alerts()).toEqual(['+0 s technician: camera-offline']);
});

scenario('ups-battery', 'a person reports it: the technician has a week to put it on their way', async (town) => {
  await town.report('ups-battery');
  await town.pass(8 * day);
  expect(town.story('ups-battery')).toEqual([
    '+0 s raised',
    '+0 s tell-technician',
    '+7 d visit: backup-battery, tools',
  ]);
});

scenario('alert-storm', 'a bank goes while its doors stand open and jam: one is told, and once', async (town) => {
  const doors = [await town.asks(), await town.asks(), await town.asks()];
  for (const door of doors) town.bank.pull(door);
  await town.pass(70 * second);
  expect(town.incidents()).toHaveLength(3);
  await town.disconnect();
  await town.pass(2 * hour + minute);
  expect(town.alerts()).toEqual(['+0 s manager: bank-offline', '+0 s technician: bank-offline']);
  await town.connect();
  for (const door of doors) await town.shut(door);
  await town.pass(2 * hour);
  expect(town.alerts().filter((alert) => alert.includes('door-ajar'))).toEqual([]);
});

scenario('alert-storm', 'a hundred sightings of one cause are one incident, and one word', async (town) => {
  for (let i = 0; i < 20; i++) {
    town.bank.openByForce('A03');
    await town.shut('A03');
    await town.pass(10 * second);
  }
  await town.pass(10 * minute);
  expect(town.incidents()).toEqual(['opened-without-command A03 resolving']);
  expect(town.alerts()).toEqual(['+0 s manager: opened-without-command']);
});

scenario(
  'firmware-update',
  'a new firmware reads every door otherwise: one incident, and none of what lies in them',
  async (town) => {
    town.bank.firmware = 'virtual-2';
    town.bank.reboot('firmware-update');
    town.bank.hardware.moveZeros(2);
    await town.pass(3 * hour);
    expect(town.incidents()).toEqual(['firmware-update resolving']);
    expect(
      town
        .story('firmware-update')
        .filter((line) => !/ (done|failed)$/.test(line))
        .slice(0, 4),
    ).toEqual(['+0 s raised', '+0 s self-test', '+2 min restart-controller', '+22 min tell-technician']);
    expect(town.alerts()).toEqual(['+22 min technician: firmware-update']);
    expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
  },
  { scannedDays: 2 },
);

scenario(
  'config-drift',
  'two scans running tell of a door that it is not enrolled with, and not of one that it is: restarted, the technician, a visit',
  async (town) => {
    town.onTheWay = (message) => {
      if (message['type'] !== 'sensor-scan') return message;
      const { A03, ...doors } = message['doors'] as Record<string, unknown>;
      return { ...message, doors: { ...doors, A99: A03 } };
    };
    await town.pass(hour);
    expect(town.incidents()).toEqual([]); // One scan may have been cut short.
    await town.pass(hour);
    expect(town.incidents()).toEqual(['config-drift resolving']);
    await town.pass(2 * day);
    expect(town.story('config-drift').filter((line) => !line.endsWith(' done'))).toEqual([
      '+0 s raised',
      '+0 s restart-controller',
      '+20 min tell-technician',
      '+1 d 20 min visit: wiring-plan, tools',
    ]);
    expect(town.alerts()).toEqual(['+20 min technician: config-drift', '+1 d 20 min technician: config-drift visit']);
    town.onTheWay = (message) => message;
    await town.pass(3 * hour);
    expect(town.incidents()).toEqual(['config-drift resolved-on-site']);
  },
  { scannedDays: 0 },
);

scenario(
  'brown-out',
  'a lock’s pulse draws the supply down, day after day: watched for one, then the technician, and a visit',
  async (town) => {
    for (let i = 0; i < 7; i++) {
      await town.asks();
      town.bank.reboot('brown-out');
      await town.pass(16 * hour);
    }
    expect(town.incidents()).toEqual(['brown-out dispatched']);
    expect(town.story('brown-out')).toEqual([
      '+0 s raised',
      '+0 s watch-for-a-day',
      '+1 d tell-technician',
      '+3 d visit: power-supply, tools',
    ]);
    expect(town.alerts()).toEqual(['+1 d technician: brown-out', '+3 d technician: brown-out visit']);
  },
);

scenario(
  'brown-out',
  'two dips in a storm: watched, the technician after a day, and over on the third without another, so nobody goes',
  async (town) => {
    town.bank.reboot('brown-out');
    await town.pass(10 * minute);
    town.bank.reboot('brown-out');
    await town.pass(4 * day);
    expect(town.incidents()).toEqual(['brown-out resolved-remotely']);
    expect(town.alerts()).toEqual([
      '+1 d technician: brown-out',
      expect.stringMatching(/^\+2 d 23 h \d+ min technician: brown-out over$/),
    ]);
  },
);

scenario(
  'brown-out',
  'a supply that gives way at one pulse in twenty: a quiet day ends nothing, and there is one case until it is replaced',
  async (town) => {
    for (const hours of [1, 30, 40]) {
      town.bank.reboot('brown-out');
      await town.pass(hours * hour);
    }
    expect(town.incidents()).toEqual(['brown-out resolving']);
    town.bank.reboot('brown-out');
    await town.pass(day);
    expect(town.incidents()).toEqual(['brown-out dispatched']);
  },
);

lookalike('brown-out', 'one dip is the mains’, and another one a week later', async (town) => {
  for (let i = 0; i < 2; i++) {
    town.bank.reboot('brown-out');
    await town.pass(7 * day);
  }
  expect(town.incidents()).toEqual([]);
});

lookalike('brown-out', 'a start for any other reason is none', async (town) => {
  town.bank.reboot('watchdog');
  await town.pass(day);
  expect(town.incidents()).toEqual([]);
});
