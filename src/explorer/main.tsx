import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { isPassing } from './part/use-ask.ts';
import './style.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // The graph changes with a new dataset only; the server marks its answers, and a day is read anew on the next.
      staleTime: 5 * 60_000,
      retry: (count, error) => count < 1 && isPassing(error),
      retryDelay: 600,
      refetchOnWindowFocus: false,
    },
  },
});

const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        {/* As a transition, a change would wait for a slow drawing, and the next one start from the address before it. */}
        <BrowserRouter useTransitions={false}>
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
