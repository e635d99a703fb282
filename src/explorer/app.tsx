import { Component, type ErrorInfo, lazy, type ReactNode, Suspense } from 'react';
import { I18nProvider } from 'react-aria-components';
import { NavLink, Route, Routes, useLocation, useNavigate } from 'react-router';
import { AboutDocument } from '../generated/explorer/graphql.ts';
import { Claim, Entity } from './panel/entity.tsx';
import { Find, Start } from './panel/start.tsx';
import { MomentControl } from './part/moment.tsx';
import { Heading } from './part/page.tsx';
import { Picker } from './part/picker.tsx';
import { Failure, Loading } from './part/states.tsx';
import { useAsk } from './part/use-ask.ts';
import { entityPath, useLink } from './state.ts';
import { shared } from './text/shared.ts';

/** Views whose code is loaded when they are opened. */
const Graph = lazy(() => import('./panel/graph.tsx').then(({ Graph }) => ({ default: Graph })));
const Denial = lazy(() => import('./panel/denial.tsx').then(({ Denial }) => ({ default: Denial })));
const Paths = lazy(() => import('./panel/path.tsx').then(({ Paths }) => ({ default: Paths })));
const Time = lazy(() => import('./panel/time.tsx').then(({ Time }) => ({ default: Time })));

export function App() {
  const { pathname } = useLocation();
  return (
    <I18nProvider locale="en-US">
      <a className="skip" href="#content">
        {shared.skip}
      </a>
      <Top />
      <main id="content" tabIndex={-1}>
        <Guard key={pathname}>
          <Suspense fallback={<Loading />}>
            <Routes>
              <Route path="/" element={<Start />} />
              <Route path="/find" element={<Find />} />
              <Route path="/entity/:id" element={<Entity />} />
              <Route path="/claim/:id" element={<Claim />} />
              <Route path="/graph/:id" element={<Graph />} />
              <Route path="/denial" element={<Denial />} />
              <Route path="/path" element={<Paths />} />
              <Route path="/time" element={<Time />} />
              <Route path="*" element={<Heading title={shared.notFoundTitle} />} />
            </Routes>
          </Suspense>
        </Guard>
      </main>
      <Foot />
    </I18nProvider>
  );
}

const views = [
  ['/', shared.views.start],
  ['/denial', shared.views.denial],
  ['/path', shared.views.path],
  ['/time', shared.views.time],
] as const;

function Top() {
  const link = useLink();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <header className="top">
      <div className="bar">
        <NavLink className="brand" to={link('/')}>
          {shared.brand}
        </NavLink>
        {pathname !== '/' && (
          <Picker
            key={pathname}
            className="small"
            label={shared.search}
            placeholder={shared.searchPlaceholder}
            onPick={({ id }) => navigate(link(entityPath(id)))}
            onSubmit={(text) => navigate(link('/find', { text }))}
          />
        )}
        <nav aria-label={shared.navigation}>
          {views.map(([path, name]) => (
            <NavLink key={path} to={link(path)} end>
              {name}
            </NavLink>
          ))}
        </nav>
      </div>
      <MomentControl />
    </header>
  );
}

function Foot() {
  const { data, isError } = useAsk(AboutDocument, {});
  return (
    <footer className="foot">
      <p>
        <strong>{shared.notAdvice}</strong> {shared.notAdviceMore}
      </p>
      <p className="fine">
        <a href="/graphiql">{shared.graphiql}</a>{' '}
        {data !== undefined &&
          `${shared.dataset(data.dataset.law, data.dataset.version)} ${shared.unverified(data.dataset.unverified)}`}
        {isError && shared.datasetUnread}
      </p>
    </footer>
  );
}

/** A view that breaks says so, and leaves the others whole. */
class Guard extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state = { error: null };
  static getDerivedStateFromError(error: Error) {
    return { error };
  }
  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }
  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <>
        <p role="alert">{shared.broken}</p>
        <Failure error={this.state.error} retry={() => this.setState({ error: null })} />
      </>
    );
  }
}
