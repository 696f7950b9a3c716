import { useState } from 'react';
import Pagination from '@cloudscape-design/components/pagination';

const size = 25;

/** The part of a list that is on the screen, and the control that turns the pages where there are several. */
export function usePages<T>(items: T[]) {
  const [wanted, setWanted] = useState(1);
  const count = Math.max(1, Math.ceil(items.length / size));
  const here = Math.min(wanted, count);
  const pagination = count === 1 ? undefined : (
    <Pagination currentPageIndex={here} pagesCount={count} onChange={({ detail }) => setWanted(detail.currentPageIndex)}
      ariaLabels={{ nextPageLabel: 'Next page', previousPageLabel: 'Previous page', pageLabel: (n) => `Page ${n}` }} />
  );
  return { shown: items.slice((here - 1) * size, here * size), pagination };
}
