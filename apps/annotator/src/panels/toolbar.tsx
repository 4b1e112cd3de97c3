import type { CanvasTool, SegmentationCanvasHandle } from '@medicosam/react';
import type { RefObject } from 'react';
import { useValue, type Value } from '../page/value.js';
import { Icon } from './icon.js';
import type { PanelProps } from './props.js';

interface ToolbarProps extends PanelProps {
  readonly canvas: RefObject<SegmentationCanvasHandle | null>;
  readonly scale: Value<number>;
  readonly tool: CanvasTool;
  setTool(tool: CanvasTool): void;
  openImage(): void;
  openFolder(): void;
  openLabels(): void;
  openSession(): void;
  openModels(): void;
  toggleTheme(): void;
}

const TOOLS = [
  ['point', 'Points, and boxes by dragging (P)'],
  ['box', 'Boxes (B)'],
  ['pan', 'Move the image (M)'],
] as const;

/** The buttons above the image. */
export function Toolbar(props: ToolbarProps) {
  const { sam, annotation, canvas, tool, setTool } = props;
  const shown = useValue(annotation.document);
  const zoom = Math.round(100 * useValue(props.scale));
  return (
    <header className="toolbar">
      <strong className="brand">
        MedicoSAM <span>annotator</span>
      </strong>
      <div className="tools" role="toolbar" aria-label="File">
        <button
          id="open-image"
          type="button"
          title="Open an image, a volume, or the files of a series (O)"
          onClick={props.openImage}
        >
          <Icon name="open" />
          Open
        </button>
        <button
          id="open-folder"
          type="button"
          title="Open the DICOM files of a folder"
          onClick={props.openFolder}
        >
          Folder
        </button>
        <button
          id="open-labels"
          type="button"
          title="Go on with objects of a file: DICOM SEG or RTSTRUCT, NIfTI, NRRD, COCO, GeoJSON, label PNG"
          disabled={!shown}
          onClick={props.openLabels}
        >
          Labels
        </button>
        <button id="open-session" type="button" title="Open a saved session" onClick={props.openSession}>
          Session
        </button>
        <button
          id="save-session"
          type="button"
          title="Save the session (Ctrl+S)"
          disabled={sam.objects.length === 0 && sam.prompts.length === 0}
          onClick={annotation.sessions.save}
        >
          <Icon name="save" />
          Save
        </button>
        <button
          id="models"
          type="button"
          title="Choose another model, or add a checkpoint of your own (L)"
          aria-haspopup="dialog"
          onClick={props.openModels}
        >
          <Icon name="models" />
          Models
        </button>
      </div>
      <div className="tools" role="toolbar" aria-label="Edit">
        <IconButton
          name="undo"
          title="Undo (Ctrl+Z)"
          disabled={!sam.canUndo}
          onClick={() => annotation.travel('undo')}
        />
        <IconButton
          name="redo"
          title="Redo (Ctrl+Shift+Z)"
          disabled={!sam.canRedo}
          onClick={() => annotation.travel('redo')}
        />
      </div>
      <div className="tools choices" role="radiogroup" aria-label="What the pointer does">
        {TOOLS.map(([name, title]) => (
          // biome-ignore lint/a11y/useSemanticElements: buttons hold icons
          <button
            key={name}
            id={`tool-${name}`}
            className="icon"
            type="button"
            role="radio"
            aria-checked={tool === name}
            aria-label={title}
            title={title}
            onClick={() => setTool(name)}
          >
            <Icon name={name} />
          </button>
        ))}
      </div>
      <div className="tools" role="toolbar" aria-label="View">
        <IconButton
          name="zoom-out"
          title="Zoom out (−)"
          disabled={!shown}
          onClick={() => canvas.current?.zoom(0.8)}
        />
        <output id="zoom" className="zoom" aria-label="Zoom">
          {shown ? `${zoom} %` : '–'}
        </output>
        <IconButton
          name="zoom-in"
          title="Zoom in (+)"
          disabled={!shown}
          onClick={() => canvas.current?.zoom(1.25)}
        />
        <button
          id="fit"
          type="button"
          title="Fit the image into the window (F)"
          disabled={!shown}
          onClick={() => canvas.current?.fit()}
        >
          Fit
        </button>
      </div>
      <span id="file-name" className="file-name" title={shown?.fileName}>
        {shown && `${shown.fileName}  ${shown.image.width} × ${shown.image.height}`}
      </span>
      <IconButton name="theme" title="Dark or light" onClick={props.toggleTheme} />
    </header>
  );
}

interface IconButtonProps {
  readonly name: 'undo' | 'redo' | 'zoom-in' | 'zoom-out' | 'theme';
  readonly title: string;
  readonly disabled?: boolean;
  onClick(): unknown;
}

function IconButton({ name, title, disabled = false, onClick }: IconButtonProps) {
  return (
    <button
      id={name}
      className="icon"
      type="button"
      title={title}
      aria-label={title}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={name} />
    </button>
  );
}
