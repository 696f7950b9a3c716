import Pagination from '@cloudscape-design/components/pagination';

type Props = { here: number; count: number; openEnd?: boolean; turn: (page: number) => void };

/** Turns pages, where there are several. */
export const Pages = ({ here, count, openEnd, turn }: Props) => (count <= 1 ? null : (
  <Pagination currentPageIndex={here} pagesCount={count} openEnd={openEnd} onChange={({ detail }) => turn(detail.currentPageIndex)}
    ariaLabels={{ paginationLabel: 'Pages of the list', nextPageLabel: 'Next page', previousPageLabel: 'Previous page', pageLabel: (n) => `Page ${n}` }} />
));
