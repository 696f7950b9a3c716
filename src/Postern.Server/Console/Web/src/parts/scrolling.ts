/** What the arrows are called that show where tabs do not fit. */
export const scrolling = { scrollLeftAriaLabel: 'Tabs to the left', scrollRightAriaLabel: 'Tabs to the right' };
