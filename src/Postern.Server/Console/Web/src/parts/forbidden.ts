/** Why a button of the project cannot be pressed, where the reader's role is why. */
export const forbidden = (may: boolean) => (may ? undefined : 'Your role in this project may not do this.');
