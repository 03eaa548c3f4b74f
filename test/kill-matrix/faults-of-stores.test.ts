import { testMediaFilesFaults } from './fault-tests.ts';
import { cheapest } from './run-media-files-fault.ts';

testMediaFilesFaults((fault) => cheapest(fault) === 'http');
