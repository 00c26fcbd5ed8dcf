/* eslint-disable no-console */
// Known weaknesses of what is deployed, from high up, fail the run. A registry that cannot be asked (a mirror without that
// endpoint, no network) is said to be so and fails nothing: nothing was learnt, and the next run asks again.
import { spawnSync } from 'node:child_process';

const asked = ['audit', '--omit=dev', '--audit-level=high', '--json'];
// A report may be long: one that is cut off would read as none.
const { status, stdout } = spawnSync('npm', asked, {
  encoding: 'utf8',
  maxBuffer: Infinity,
  shell: process.platform === 'win32',
});
const report = reportIn(stdout);

if (!report.vulnerabilities) {
  console.log(`audit: not asked, the registry gave no report (${report.message ?? report.error?.code ?? 'no answer'})`);
} else {
  const found = Object.values(report.vulnerabilities);
  for (const { name, severity, via } of found) console.log(`audit: ${severity} ${name}: ${via.map(said).join('; ')}`);
  console.log(`audit: ${found.length} packages with known weaknesses; those that are high or critical fail the run`);
  process.exitCode = status ?? 1;
}

/** An advisory, or the name of a package that has one. */
function said(cause) {
  return typeof cause === 'string' ? `by ${cause}` : `${cause.title} (${cause.url})`;
}

function reportIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
