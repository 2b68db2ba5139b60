"""A finger that draws on a pad in a browser."""


def draw(driver, *points: tuple[int, int]) -> None:
    """Draw one stroke with a finger, through points in hundredths of the pad."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.actions.action_builder import ActionBuilder
    from selenium.webdriver.common.actions.pointer_input import PointerInput
    from selenium.webdriver.common.by import By

    pad = driver.find_element(By.CSS_SELECTOR, ".pad canvas")
    driver.execute_script('arguments[0].scrollIntoView({block: "center", behavior: "instant"})', pad)
    box = driver.execute_script("const b = arguments[0].getBoundingClientRect(); return [b.x, b.y, b.width]", pad)
    places = [(round(box[0] + x / 100 * box[2]), round(box[1] + y / 100 * box[2])) for x, y in points]
    action = ActionBuilder(driver, mouse=PointerInput("touch", "finger"), duration=10)
    action.pointer_action.move_to_location(*places[0]).pointer_down()
    for place in places[1:]:
        action.pointer_action.move_to_location(*place)
    action.pointer_action.pointer_up()
    action.perform()
    ActionChains(driver).pause(0.1).perform()  # the next picture on the screen
