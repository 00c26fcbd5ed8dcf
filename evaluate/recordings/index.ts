import { atMost, type Figure } from '../../bench/report.js';
import { readCycle, type CycleReading } from '../../domain/sensing/difference.js';
import { defaultErrorRates, judgeDeposit } from '../../domain/sensing/verdict.js';
import { randomOf } from '../../simulator/random.js';
import type { Evaluated, Given } from '../part.js';
import { fieldCells } from './field.js';
import { described, deviceFiles, deviceLogs, type Followed } from './lorawan.js';
import { pump } from './syringe.js';
import { announced, audited, commissioned, stillTarget, tofFiles } from './tof.js';
import { drawer, echoes, echoFiles } from './ultrasonic.js';

/** One recording: what was asked of it and what came out, or why it is left out. */
interface Asked {
  rows: [what: string, found: string][];
  checks: Figure[];
}

interface Recording {
  readonly name: string;
  readonly isHere: boolean;
  readonly ask: (runs: number) => Asked;
}

const recordingsAt = (data: string): Recording[] => [
  ofStillTarget(data),
  ofEchoes(data),
  ofPump(data),
  ofField(data),
  ofDevices(data),
];

/** Recordings that others made, asked by the product's own code. What is not there is said, and left out. */
export function evaluateRecordings({ data, runs, progress }: Given): Evaluated {
  const asked = recordingsAt(data).map(({ name, isHere, ask }): Asked & { name: string; isHere: boolean } => {
    if (!isHere) return { name, isHere, rows: [['left out: not here', '']], checks: [] };
    progress(name);
    return { name, isHere, ...ask(runs) };
  });
  return {
    tables: [
      {
        title: 'Recordings that others made',
        head: ['recording', 'asked', 'found'],
        rows: asked.flatMap(({ name, rows }) => rows.map(([what, found]) => [name, what, found])),
      },
    ],
    checks: asked.flatMap(({ checks }) => checks),
    json: asked.map(({ name, isHere, rows }) => ({ name, isHere, found: Object.fromEntries(rows) })),
  };
}

const none = (what: string, found: number): Figure => atMost(what, found, { max: 0, unit: 'found' });

function ofStillTarget(data: string): Recording {
  const { isHere, windowsOf } = stillTarget(data);
  const pairs = [
    [tofFiles[0], tofFiles[1]],
    [tofFiles[1], tofFiles[0]],
  ] as const;
  const ask = (runs: number): Asked => {
    const windows = 50 * runs;
    const present = pairs.map(([from, of]) => announced(windowsOf(from, 50), windowsOf(of, windows)));
    const audits = pairs.map(([from, of]) => audited(commissioned(windowsOf(from, 48)), windowsOf(of, windows)));
    const announcedOfAll = total(present);
    const content = total(audits.map((one) => one.present));
    return {
      rows: [
        [
          `${2 * windows} windows, baselines from the other file: deposits of nothing announced`,
          String(announcedOfAll),
        ],
        ['the same: audits that see content', String(content)],
        ['the same: audits that see an empty door', String(total(audits.map(({ absent }) => absent)))],
      ],
      checks: [
        none('recorded time-of-flight noise: deposits of nothing announced', announcedOfAll),
        none('recorded time-of-flight noise: audits that see content', content),
      ],
    };
  };
  return { name: 'time-of-flight sensor before a still target', isHere, ask };
}

function ofEchoes(data: string): Recording {
  const { isHere, recorded } = echoes(data);
  const ask = (runs: number): Asked => {
    const draw = drawer(randomOf('echoes').next);
    const wrongOf = (shiftMm: number, isWrong: 'present' | 'absent') =>
      total(
        echoFiles.flatMap((file) =>
          [0, 0.05, 0.1].map((wrong) => {
            const values = recorded(file);
            const cycles = Array.from({ length: 5 * runs }, () =>
              readCycle([draw(values, { wrong })], [draw(values, { shiftMm, wrong })]),
            );
            return verdictsOf(cycles)[isWrong];
          }),
        ),
      );
    const [present, absent] = [wrongOf(0, 'present'), wrongOf(-30, 'absent')];
    return {
      rows: [
        [`${30 * runs} deposits of nothing, up to 10 % wrong echoes put in: announced`, String(present)],
        [`${30 * runs} deposits of 30 mm: missed`, String(absent)],
      ],
      checks: [none('recorded echoes: wrong verdicts of deposits', present + absent)],
    };
  };
  return { name: 'ultrasonic sensor, windows drawn from 30 echoes', isHere, ask };
}

function ofPump(data: string): Recording {
  const { isHere, stillCycles } = pump(data);
  const ask = (): Asked => {
    const gaps = [110, 660]; // Ten seconds and a minute.
    const [nothing, sheets] = [0, 9.98].map((added) => verdictsOf(gaps.flatMap((gap) => stillCycles(gap, added))));
    return {
      rows: [
        [`${nothing!.all} deposits of nothing: announced`, String(nothing!.present)],
        [`${sheets!.all} deposits of two sheets of paper: missed`, String(sheets!.absent)],
        ['the same: found', String(sheets!.present)],
      ],
      checks: [none('recorded load-cell noise: wrong verdicts of deposits', nothing!.present + sheets!.absent)],
    };
  };
  return { name: 'load cell under a syringe pump, its noise alone', isHere, ask };
}

/** Which of the ten cells are bad, by their noise and their zero: worked out beside the recording (25-32 g against 3-5 g; −47 kg). */
const [noisyCells, untaredCell] = [['C-1-124', 'F-1-38', 'G-2-21'], 'F-1-38'] as const;

function ofField(data: string): Recording {
  const { isHere, names, accused } = fieldCells(data);
  const ask = (): Asked => {
    const faults = new Map(names.map((name) => [name, Object.keys(accused(name, 8)).sort()]));
    const should = (name: string) => [
      ...(noisyCells.some((cell) => cell === name) ? ['noisy'] : []),
      ...(name === untaredCell ? ['untared'] : []),
    ];
    const wrong = names.filter((name) => faults.get(name)?.join() !== should(name).join());
    const bad = names.filter((name) => faults.get(name)!.length > 0);
    return {
      rows: [
        ...bad.map((name): [string, string] => [`cell ${name}`, faults.get(name)!.join(', ')]),
        [`the other ${names.length - bad.length} cells`, 'accused of nothing'],
      ],
      checks: [none('recorded load cells: accused otherwise than they should be, of ten', wrong.length)],
    };
  };
  return { name: 'ten field load cells, 24 days', isHere, ask };
}

function ofDevices(data: string): Recording {
  const { isHere, follow } = deviceLogs(data);
  const ask = (): Asked => {
    const followed = deviceFiles.map((file) => ({ file, found: follow(file), should: described[file] }));
    const rows = followed.map(({ file, found }): [string, string] => [file, saidOf(found)]);
    const indoors = deviceFiles[1];
    rows.push([`${indoors}, with a count of starts`, saidOf(follow(indoors, { countsStarts: true }))]);
    const off = followed.flatMap(({ found, should }) =>
      Object.entries(should).map(([kind, count]) => Math.abs(found[kind as keyof typeof found] - count)),
    );
    return {
      rows,
      checks: [none('recorded device logs: messages and silences taken for something else', total(off))],
    };
  };
  return { name: 'two LoRaWAN devices, 7 and 11 months', isHere, ask };
}

const saidOf = ({ duplicates, resets, missing, silences, longestDays }: Followed): string =>
  `${duplicates} passed over, ${resets} resets, ${missing} missing, ${silences} silences of over 6 h, the longest ${longestDays} d`;

function verdictsOf(cycles: readonly CycleReading[]) {
  const counts = { present: 0, absent: 0, undecided: 0 };
  for (const cycle of cycles) counts[judgeDeposit({}, cycle, defaultErrorRates).verdict] += 1;
  return { ...counts, all: cycles.length };
}

const total = (counts: readonly number[]): number => counts.reduce((sum, one) => sum + one, 0);
