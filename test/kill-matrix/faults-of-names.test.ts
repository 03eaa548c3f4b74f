import { testMediaFilesFaults } from './fault-tests.ts';
import { cheapest, isSlow } from './run-media-files-fault.ts';

testMediaFilesFaults((fault) => cheapest(fault) === 'module' && !isSlow(fault));
