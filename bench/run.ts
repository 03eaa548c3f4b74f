// `npm run bench`: every figure beside its comparison, in one run; `npm run bench services` some of them. Needs dist (npm
// run build). Exits 1 where a target is missed.
import { missedTargets } from './report.ts';
import { services } from './services.ts';
import { startUp } from './start-up.ts';
import { websocket } from './websocket.ts';

const GROUPS: Readonly<Record<string, () => Promise<void>>> = { 'start-up': startUp, websocket, services };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(GROUPS, name));
if (unknown.length > 0) throw new Error(`no figures of ${unknown.join(', ')}: name ${Object.keys(GROUPS).join(', ')}`);
for (const [name, measure] of Object.entries(GROUPS)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure();
}
console.log(`${missedTargets()} missed`);
process.exitCode = missedTargets() === 0 ? 0 : 1;
