// A fault of the page's own: said, instead of an empty window.
import { Component, type ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { Problem } from '../design/problem';

export class Broken extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <main id="main">
        <Problem what={<FormattedMessage id="page.wrong" />} error={this.state.error} retry={() => window.location.reload()} />
      </main>
    );
  }
}
