import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { Copy } from './Copy';

/** The same by command line. */
export const Command = ({ line }: { line: string }) => (
  <div data-part="command">
    <ExpandableSection headerText="The same by command line" defaultExpanded={innerWidth > 700}><Copy text={line} code /></ExpandableSection>
  </div>
);
