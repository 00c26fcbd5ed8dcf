import type { Sites } from '../../simulator/fleet/play.js';
import { markdownOf, type Table } from '../part.js';

/** What was played; `replayBanks`: so many again for the sensitivity, which is weighed without it. */
export interface Run extends Sites {
  replayBanks?: number | undefined;
}

/** A heading of the page, what a reader must know for its tables, and these. */
export interface Section {
  readonly heading: string;
  readonly text: string;
  readonly tables: readonly Table[];
}

/** The page of the documentation, with the command that makes it. */
export function pageOf(sections: readonly Section[], run: Run): string {
  const parts = sections.map(({ heading, text, tables }) =>
    [`## ${heading}`, text, ...tables.map(markdownOf)].filter((part) => part !== '').join('\n\n'),
  );
  return `${[introOf(run), ...parts].join('\n\n')}\n`;
}

function introOf({ banks, days, doorsPerBank, seed, replayBanks }: Run): string {
  const flags = replayBanks === undefined ? '' : ` --sensitivity replay --replay-banks ${replayBanks}`;
  return `# A fleet, and how much of it is mended from afar

Generated: do not edit. ${banks} simulated banks of ${doorsPerBank} doors over ${days} ${days === 1 ? 'day' : 'days'}, with people, parcels and faults, played through the product's own code by

\`\`\`sh
npm run sim:fleet -- --banks ${banks} --days ${days} --doors ${doorsPerBank} --seed ${seed}${flags} --out docs
\`\`\`

Then come as many days without couriers as it takes until every incident is decided. All chance is seeded: the same command gives the same numbers.
**Nothing here was measured at a real bank.** How often something breaks, what mends it and what people do are nearly all assumptions, each with its basis in \`simulator/faults/\` and
\`simulator/fleet/rates.ts\`; the last section says how much hangs on each of them.

![Incidents by cause](fleet-causes.svg)`;
}

export const texts = {
  rate: `An incident is one case of something wrong at one place (a bank, a door, a sensor), from when it is raised to when it is closed.

- **Remote-resolution rate**: of the incidents that are decided, the share that was closed with no visit asked for, and whose cause was not seen again at the same place within 7 days. It is
  the rate of \`GET /v1/reports/operations\`, by the same code. What is over by itself, or settled by a manager at the desk, counts as closed from afar, for nobody
  went. What ended because somebody who had come for another incident serviced the door does not. What was put down to another incident (a jam whose door switch turned out to be stuck) shares the fate of that one: it counts where nobody
  went for that.
- **Inherent visit**: a visit that belongs to a case by its nature, whatever is tried. The exception catalogue says so of a cause (a fallen magnet), or of what a case was
  seen with (a covered lens, an object whose owner nobody knows, a door that was opened without a command and its parcel gone). Such cases are left out of the second row, those that nobody went for as well, and with them what was
  put down to such a case; but not where somebody was asked to go before anybody knew.
- **The list**: the market study behind the design lists where a human must always go. What it names beside the inherent visits is left out of the third row. **This figure is weaker than the second.** That a jam
  survives what is tried from afar is known only by its having survived: a product that tried less would have more such cases, and the figure would not fall. No aim is set on it.
- **Repeats by another case**: within 7 days the same cause stood at the same place again, and the simulation knows that something else had brought it about: another network outage, another
  person who left the door open. The rate counts it as not mended, for no report can know all of that. What befalls a bank once a month befalls it again within a week with a chance of
  1 − exp(−12 · 7 / 365) = 21 %, whatever is done about it. The last column does not count them against the rate; what is the same case, or unknown, it does.`,

  inTheWay: `Every case without an inherent visit that the rate counts as not mended, the largest group first. *A person, says the catalogue*: what the product tells whoever goes
(\`GET /v1/exceptions\`). *Brought about by*: what the simulation knows, and the product does not. What the list does not name
is not left out of the third figure, though the study says elsewhere that a person goes for some of it: a power supply that gives way, a controller that starts over and over, what was left behind and nobody fetches.`,

  byCause: `- **Nothing at fault**: the simulation knows of nothing that brought the incident about: nobody pulled at the door, say. They are incidents all the same; the last row shows the rate without them.
- **What ended it**, of those closed from afar. *worked*: its door was on trial, and was seen to work. *seenOver*: its cause was seen to be over, after something was tried or somebody told. *done*: the bank's word.
  *trialTime*: nobody used its door until the trial was over. *untried*: over before anything was tried or anybody told. *explained*: put down to another incident, for which nobody went. *person*: a named person said so.
- **Doors left open again**: what the report can show of it (\`repeatsAtWorkingDoors\`, docs/adr/0035). It changes no rate.`,

  contents: `A phantom is a thing in a door that is free by the record, a ghost a parcel on record that is not there. Banks scan hourly; counted are the scans that saw the difference, up to the one that led to an
incident within 10 minutes. A scan that waited for a connection does not count. *Over before*: a visit or the next parcel ended it within two scans. *Never*: more than two scans saw it. *In doubt*: at the visit itself the sensors could not tell
whether all was taken, and whose parcel it is was told so; no incident tells of it a second time, and a carrier or a manager finds the door empty in the end.`,

  outages: `A bank that is away is an incident after two hours, at a stretch or in the absences of a day together (docs/adr/0027). What is over before stands here, and in no rate.`,

  people: `All of it is assumed.

- **Visits**: people go only where a visit was asked for, half of them within a day (log-normal, σ 0.8), and repair what is broken at the places of the bank's incidents. What is at the end of a playbook that asks for no visit, and was raised or seen last
  more than a day ago, is gone to all the same, and counts as a visit.
- **Managers** look once an hour, and say from the desk whether a door that was opened without a command may be given back, and what they were told of a parcel.
- **Answers**: couriers of a doubtful deposit, and residents of a parcel that is not seen or of something left, are asked by the product. Four couriers of five answer and seven residents of ten, half of them within three hours and one of fifty wrongly; of the others every second
  one when asked once more. Of what came from nowhere nobody knows, and somebody goes.
- **Wrong doors**: a parcel is put into another door that stood open already. One courier of three who looks sees that it still does, and puts it right. The manager, once told, rings the courier up and stores the parcel where it lies; where nobody has answered
  for a day, as the parcel whose own door closed on nothing at that visit, which is wrong now and then. Where that is refused, seven residents of ten come for what is theirs, and the manager opens the door from afar.
- **Doors that spring open**: whoever has shut one and reads so within 5 s pushes once more, up to three times. Who is told later, by their phone, that the door they have just
  used stands open, comes back in 2 to 15 minutes and shuts it: every second resident, for they live there, and one courier of four. The others never do.
- **Not played**: several parcels in one door, guessed codes, mass opening.`,

  weighed: `The first table **weighs** the incidents of this fleet by the rate that brought them about, as if there were half or twice as many of them. What follows from there being more of them (a second one before the first is over) is not in it;
\`--sensitivity replay\` plays it.`,

  replayed: (banks: number): string =>
    `The first table **plays again** ${banks} of the banks, with the same seeds, once for each rate halved and once for it doubled. In brackets: points away from what it is as assumed, ± the standard error of that, for in a changed
story people meet other chances than the rate's. What is within two errors is no effect.`,

  chances: `The second table asks the same of what is tried from afar: a command that may cure a fault, a person who may answer. Whether it does was drawn once for each case, and each incident counts for as much as its own draws would have been likelier or
less likely; those of one row together as many as they are. Varied are the **odds** of its being in vain: half as many failures, or twice as many, for each time that it helps. (Twice a chance of 60 % would be none.) What cures nothing is assumed to go on so.

Such weighing does not see what else follows at a door or a bank: that one mended sooner brings about no further incident, and that a visit which is spared mends nothing else on the way. Where what is in vain is seen
again as a second incident, the rate hangs more on it than stands here. It sees only what came out both ways in this fleet: where
all were in vain, or none, or nothing was drawn, there is no figure (–), and one of few draws says little. **Not weighed at all**, for they are drawn for a person or a day and not for an incident: whether a
resident can be reached (opted out, wrong number, e-mail never confirmed), how long answers and visits take, who sees that a door stands open, and who pushes it once more.`,
} as const;
