// A question that has to be answered before one goes on. What cannot be undone is asked here: first a button with "…", then this.
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

interface QuestionProps {
  open: boolean;
  title: ReactNode;
  children: ReactNode;
  actions: ReactNode;
  // Escape, or a press outside.
  onClose: () => void;
  wide?: boolean;
}

export const Question = ({ open, title, children, actions, onClose, wide = false }: QuestionProps) => (
  <ModalOverlay
    className="backdrop"
    isOpen={open}
    isDismissable
    onOpenChange={(now) => {
      if (!now) onClose();
    }}
  >
    <Modal className={wide ? 'dialog wide' : 'dialog'}>
      <Dialog className="dialog-body" role="alertdialog">
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        <div className="stack">{children}</div>
        <div className="actions">{actions}</div>
      </Dialog>
    </Modal>
  </ModalOverlay>
);
