/** A name of several words, which breaks between them where it has to. */
export const Breaking = ({ name }: { name: string }) => <span>{name.split(/(?<=[._])/).flatMap((word, index) => (index === 0 ? [word] : [<wbr key={index} />, word]))}</span>;
