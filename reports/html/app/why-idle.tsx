import { usePlace } from './context.ts';
import { Prose } from './prose.tsx';
import { Shown } from './shown.tsx';
import { counted } from './units.ts';

/** Why a requirement was not exercised, and what would exercise it. */
export const WhyIdle = ({ id }: { readonly id: string }) => {
  const { run, catalogueById } = usePlace().report;
  const made = run.cases.filter(({ requirements }) => requirements.includes(id));
  // Then nothing is known of the target, and what is known of it otherwise would mislead.
  if (made.length > 0 && made.every(({ verdict }) => verdict === 'skipped')) {
    // The page begins with why it was cut short.
    const reasons = new Set(
      made.flatMap(({ reason }) => (reason === run.incompleteReason ? 'the run is incomplete' : (reason ?? []))),
    );
    return (
      <>
        its {counted(made.length, 'case')} {made.length === 1 ? 'was' : 'were'} not run:{' '}
        <Shown text={[...reasons].slice(0, 3).join('; ')} longest={300} />
      </>
    );
  }
  return <Prose text={catalogueById.get(id)?.exercisedBy ?? 'unknown to this version'} />;
};
