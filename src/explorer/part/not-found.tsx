import { Link } from 'react-router';
import { useLink } from '../state.ts';
import { shared } from '../text/shared.ts';
import { Heading } from './page.tsx';

/** Nothing has this id: said, with the way to look for what was meant. */
export function NotFound({ id }: { readonly id: string }) {
  const link = useLink();
  return (
    <>
      <Heading title={shared.notFoundTitle} />
      <p>{shared.notFound(id)}</p>
      <Link to={link('/find', { text: id.replaceAll('-', ' ') })}>{shared.findInstead}</Link>
    </>
  );
}
