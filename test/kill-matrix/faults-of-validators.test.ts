// Apart from the others, since a process that is busy with them could not tell whose delay it was.
import { testMediaFilesFaults } from './fault-tests.ts';
import { cheapest, isSlow } from './run-media-files-fault.ts';

testMediaFilesFaults((fault) => cheapest(fault) === 'exec' || isSlow(fault));
