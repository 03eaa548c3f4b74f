import { unrunCases, unrunText } from '../../why-idle.ts';
import { usePlace } from './context.ts';
import { Prose } from './prose.tsx';
import { Shown } from './shown.tsx';

/** Why a requirement was not exercised, and what would exercise it. */
export const WhyIdle = ({ id }: { readonly id: string }) => {
  const { run, catalogueById } = usePlace().report;
  const unrun = unrunCases(run, id);
  if (unrun !== undefined) {
    return (
      <>
        {unrunText(unrun)}: <Shown text={unrun.reasons.join('; ')} longest={300} />
      </>
    );
  }
  return <Prose text={catalogueById.get(id)?.exercisedBy ?? 'unknown to this version'} />;
};
