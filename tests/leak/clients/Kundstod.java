// The application in scope, made with Swing. It knows the same lines as the other clients; the number of its
// window is not told, as Java does not tell it.
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Window;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.JWindow;
import javax.swing.SwingUtilities;

public final class Kundstod {
  private static final int SQUARE = 16;
  private static final Map<String, Window> windows = new HashMap<>();
  private static int round = 0;

  private static final class Picture extends JPanel {
    @Override
    protected void paintComponent(Graphics graphics) {
      for (int y = 0; y < getHeight(); y += SQUARE) {
        for (int x = 0; x < getWidth(); x += SQUARE) {
          int any = Math.floorMod(x * 7919 + y * 104729 + round * 1299709, 1 << 20);
          graphics.setColor(new Color(0x10 + any % 0x40, 0x70 + any / 7 % 0x80, 0x10 + any / 3 % 0x40));
          graphics.fillRect(x, y, SQUARE, SQUARE);
        }
      }
    }
  }

  private static Window create(String[] words) {
    boolean popup = String.join(" ", words).contains(" override");
    Window window;
    if (popup) {
      JWindow menu = new JWindow(windows.get("main"));
      menu.setType(Window.Type.POPUP);
      menu.setContentPane(new Picture());
      window = menu;
    } else {
      JFrame frame = new JFrame("Kundstöd");
      frame.setContentPane(new Picture());
      frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
      window = frame;
    }
    window.setBackground(new Color(0x20, 0x80, 0x20));
    window.setBounds(Integer.parseInt(words[2]), Integer.parseInt(words[3]), Integer.parseInt(words[4]),
        Integer.parseInt(words[5]));
    return window;
  }

  private static void obey(String[] words) {
    if (words[0].equals("create")) {
      windows.put(words[1], create(words));
      return;
    }
    Window window = windows.get(words[1]);
    switch (words[0]) {
      case "map" -> window.setVisible(true);
      case "unmap" -> window.setVisible(false);
      case "destroy" -> window.dispose();
      case "noise" -> {
        ++round;
        window.repaint();
      }
      default -> { }
    }
  }

  public static void main(String[] arguments) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = lines.readLine()) != null; ) {
      String[] words = line.trim().split(" +");
      SwingUtilities.invokeAndWait(() -> obey(words));
      System.out.println("ok");
      System.out.flush();
    }
    System.exit(0);
  }
}
